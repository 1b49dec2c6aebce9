namespace Autodiff.Tests.Recording;

/// <summary>A function of several operations on every tape that is too small for it.</summary>
internal static class SmallTapes
{
    /// <summary>The function throws on a tape with room for its inputs but not for all that it records, and then records nothing.</summary>
    /// <returns>How many entries it records beside its inputs.</returns>
    public static int RequireAllOrNothing(int inputs, Action<Tape<double>> function)
    {
        var large = new Tape<double>();
        function(large);
        for (int limit = inputs; limit < large.Count; limit++)
        {
            var tape = new Tape<double>(limit: limit);
            Assert.That(() => function(tape), Throws.InvalidOperationException.With.Message.StartsWith($"The tape holds its limit of {limit} entries"));
            Assert.That(tape.Count, Is.EqualTo(inputs), $"what is left of {large.Count} on a tape of {limit}");
        }

        return large.Count - inputs;
    }
}
