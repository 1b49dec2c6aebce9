using NUnit.Framework.Constraints;

namespace Autodiff.Tests.Tensors;

/// <summary>Rows of functions of a recorded matrix [[1, 2, 3], [4, 5, 6]] that throw.</summary>
internal static class TensorErrors
{
    public static TestCaseData Row(string name, Func<Tensor<double>, Tensor<double>> function, string message, int recorded = 0, bool hasShape = true) =>
        new TestCaseData(function, message, recorded, hasShape).SetArgDisplayNames(name);

    /// <param name="function">The function.</param>
    /// <param name="message">How the message begins.</param>
    /// <param name="recorded">The entries that the function records on purpose before it fails.</param>
    /// <param name="hasShape">False where the error is found before there is a shape.</param>
    public static void Assert(Func<Tensor<double>, Tensor<double>> function, string message, int recorded, bool hasShape)
    {
        var tape = new Tape<double>();
        var x = tape.Input([2, 3], [1, 2, 3, 4, 5, 6]);
        IResolveConstraint fails = Throws.InstanceOf<ArgumentException>()
            .With.Message.StartsWith(message)
            .And.Message.Matches(@"^[a-z]\w*: ") // the operation
            .And.Message.Matches(hasShape ? @"shapes? .*\[[\d, ]*\]" : "")
            .And.Message.Matches(@"[.;] [A-Z].*\."); // the remedy, in a second sentence
        NUnit.Framework.Assert.That(() => function(x), fails);
        NUnit.Framework.Assert.That(tape.Count, Is.EqualTo(1 + recorded));
    }
}
