using System.Numerics;

namespace Autodiff.Tests.Kernels;

/// <summary>The functions that registers compute by polynomials, with how far each may be from the true value in units in the last place.</summary>
internal static class SimdFunctions
{
    public static readonly SimdFunction[] All =
    [
        new("exp", 1.1, 1.1, Math.Exp),
        new("expM1", 2, 2, Functions.ExpM1),
        new("log", 1, 1, Math.Log),
        new("logP1", 1.5, 1.5, Functions.LogP1),
        new("tanh", 3, 3, Math.Tanh),
        new("sigmoid", 2.5, 2.5, x => 1 / (1 + Math.Exp(-x))),
        new("softplus", 2.5, 2.5, Functions.Softplus),
        new("erf", 2, 2, Autodiff.Operations.ErrorFunction.Erf),
        // Within 6.5 where x y + z is rounded once.
        new("erfc", 8.1, 6.5, Autodiff.Operations.ErrorFunction.Erfc),
        new("normalCdf", 8.1, 6.5, Autodiff.Operations.NormalDistribution.NormalCdf),
    ];

    public static TNumber Apply<TNumber>(string name, TNumber x) where TNumber : struct, IPointwise<TNumber> => name switch
    {
        "exp" => x.Exp(),
        "expM1" => x.ExpM1(),
        "log" => x.Log(),
        "logP1" => x.LogP1(),
        "tanh" => x.Tanh(),
        "sigmoid" => x.Sigmoid(),
        "softplus" => x.Softplus(),
        "erf" => x.Erf(),
        "erfc" => x.Erfc(),
        "normalCdf" => x.NormalCdf(),
        _ => throw new ArgumentException($"No function {name}."),
    };

    /// <summary>The function of every number, in registers of one width; the count is a multiple of 16.</summary>
    public static T[] Values<T, TVector, TSimd>(string name, T[] x)
        where T : IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<T, TVector>
    {
        var y = new T[x.Length];
        for (int i = 0; i < x.Length; i += TSimd.Count)
        {
            TSimd.Store(Apply(name, new Lanes<T, TVector, TSimd>(TSimd.Load(in x[i]))).Numbers, ref y[i]);
        }

        return y;
    }
}

/// <summary>A function that registers compute.</summary>
/// <param name="Name">The name of its row.</param>
/// <param name="UnitsOfFloat">The bound of floats.</param>
/// <param name="UnitsOfDouble">The bound of doubles.</param>
/// <param name="Reference">The function in doubles, tested elsewhere, against which floats are held.</param>
public sealed record SimdFunction(string Name, double UnitsOfFloat, double UnitsOfDouble, Func<double, double> Reference)
{
    public override string ToString() => Name;
}
