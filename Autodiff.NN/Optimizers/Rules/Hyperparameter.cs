using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>What hyperparameters must be. Comparisons are such that NaN fails.</summary>
internal static class Hyperparameter
{
    public static void RequirePositive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Require(value > 0 && double.IsFinite(value), value, name, "positive and finite");

    public static void RequireNotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Require(value >= 0 && double.IsFinite(value), value, name, "0 or greater, and finite");

    /// <summary>The part of a running mean that is kept: with 1 it would never move.</summary>
    public static void RequireKeptPart(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Require(value is >= 0 and < 1, value, name, "0 or greater, and less than 1");

    public static void Require(bool holds, double value, string name, string range)
    {
        if (!holds)
        {
            string zeros = value == 0 ? " In the default of a rule all are 0: write new Adam(), not default(Adam)." : "";
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.{zeros}");
        }
    }
}
