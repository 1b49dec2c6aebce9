using System.Reflection;
using Autodiff.NN;

namespace Autodiff.Tests.NN;

public sealed class LossCompletenessTests
{
    [Test]
    public void Every_loss_has_a_case()
    {
        var losses = typeof(Losses).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(its => its.Name).Distinct();
        Assert.That(losses, Is.EquivalentTo(LossCases.All.Select(its => its.Method).Distinct()));
    }

    [Test]
    public void Names_are_unique() => Assert.That(LossCases.All.Select(its => its.Name), Is.Unique);
}
