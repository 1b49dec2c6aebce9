using NUnit.Framework.Constraints;

namespace Autodiff.Tests.Tensors;

/// <summary>Rows of functions of a recorded matrix [[1, 2, 3], [4, 5, 6]] that throw.</summary>
internal static class TensorErrors
{
    public static TestCaseData Row(string name, Func<Tensor<double>, Tensor<double>> function, string message, int recorded) =>
        new TestCaseData(function, message, recorded).SetArgDisplayNames(name);

    /// <param name="function">The function.</param>
    /// <param name="message">How the message begins.</param>
    /// <param name="recorded">The entries that the function records on purpose before it fails.</param>
    public static void Assert(Func<Tensor<double>, Tensor<double>> function, string message, int recorded)
    {
        var tape = new Tape<double>();
        var x = tape.Input([2, 3], [1, 2, 3, 4, 5, 6]);
        IResolveConstraint fails = Throws.InstanceOf<ArgumentException>().With.Message.StartsWith(message);
        NUnit.Framework.Assert.That(() => function(x), fails);
        NUnit.Framework.Assert.That(tape.Count, Is.EqualTo(1 + recorded));
    }
}
