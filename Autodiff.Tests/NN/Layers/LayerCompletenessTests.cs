using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

public sealed class LayerCompletenessTests
{
    [Test]
    public void Every_layer_has_a_case()
    {
        var layers = typeof(ILayer<>).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.GetInterfaces().Any(
            i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ILayer<>)));
        var covered = LayerCases.All.Select(its => its.Make(new Random(1)).GetType().GetGenericTypeDefinition()).ToHashSet();
        Assert.That(layers.Where(type => !covered.Contains(type)), Is.Empty);
    }

    [Test]
    public void Names_are_unique() => Assert.That(LayerCases.All.Select(its => its.Name), Is.Unique);
}
