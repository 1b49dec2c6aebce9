#:project ../Autodiff.Core/Autodiff.Core.csproj

// An elementary operation of your own: one struct says what it is, and it works on numbers, on scalars of a tape and on tensors; it is
// printed by its formula, and differentiated as often as you like.
using Autodiff;

// The value, and a check of what the struct says about its derivative.
Console.WriteLine($"snake(1) = {Functions.Apply<Snake, double>(1)}");
Console.WriteLine(GradientCheck.Compare(Operation.Unary<Snake>()));

// On a tape of scalars.
var tape = new Tape<double>();
var x = tape.Input(1.0, "x");
var y = Functions.Apply<Snake, Scalar<double>>(x) * x;
Console.WriteLine(TapeTable.Of(tape, tape.Gradient(y)));

// On tensors, and the second derivative: 2 cos 2x.
var grid = Tensor.Linspace(0.0, 1.0, 3);
var second = Differentiate.HessianVector<double>(t => Tensor<double>.Lift<Snake>(t).Sum(), grid, Tensor.OnesLike(grid));
Console.WriteLine(second);
Console.WriteLine((2 * (2 * grid).Cos()));

/// <summary>x + sin² x, which bends and yet grows (Ziyin, Hartwig and Ueda 2020).</summary>
readonly struct Snake : IUnaryOperation
{
    public static string Name => "snake";

    public static (string Value, string Derivative) Formula => ("x + sin(x)^2", "1 + 2 sin(x) cos(x)");

    public static ReadOnlySpan<double> Samples => [-2, -0.5, 0, 0.5, 2];

    public static T Value<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x + (T.Sin(x) * T.Sin(x));

    public static T Derivative<T>(T x, T y) where T : System.Numerics.IFloatingPointIeee754<T> => T.One + (T.CreateChecked(2) * T.Sin(x) * T.Cos(x));
}
