using System.Reflection;
using VerifyNUnit;

namespace Autodiff.Tests.PublicApi;

/// <summary>The public face of each library is a file under review: whoever changes it accepts the new listing.</summary>
public class PublicApiTests
{
    [TestCase("Autodiff.Core")]
    [TestCase("Autodiff.NN")]
    public Task Library(string library) =>
        Verifier.Verify($"// {library}\n\n{PublicApiRenderer.Render(Assembly.Load(library).GetExportedTypes())}");

    [Test]
    public Task Renderer() => Verifier.Verify(PublicApiRenderer.Render(
        typeof(PublicApiTests).Assembly.GetExportedTypes().Where(type => type.Namespace == $"{typeof(PublicApiTests).Namespace}.Samples")));
}
