using System.Numerics;

// One of each shape that the public API listing must tell apart.
namespace Autodiff.Tests.PublicApi.Samples;

public enum Level : byte { Low = 1, High = 2 }

public delegate T Fold<T>(T left, params ReadOnlySpan<int> right) where T : allows ref struct;

public interface IRow<TSelf> where TSelf : IRow<TSelf>
{
    static abstract string Name { get; }

    static abstract T Value<T>(T x) where T : IFloatingPointIeee754<T>;

    static virtual (string Value, (string? Left, string Right) Derivatives) Formula => ("x", ("1", "0"));

    void Record(int entry);
}

public readonly struct Number<T>(T value) : IAdditionOperators<Number<T>, Number<T>, Number<T>>, IFormattable
    where T : unmanaged, INumber<T>
{
    public const double Half = 0.5;
    public static readonly Number<T> Zero;

    public T Value { get; } = value;

    public T this[int row, int column = 0] => Value;

    string IFormattable.ToString(string? format, IFormatProvider? provider) => Value.ToString(format, provider);

    public static Number<T> operator +(Number<T> left, Number<T> right) => new(left.Value + right.Value);

    public static Number<T> operator checked +(Number<T> left, Number<T> right) => new(checked(left.Value + right.Value));

    public static implicit operator Number<T>(T value) => new(value);

    public static explicit operator T(Number<T> number) => number.Value;

    public override string ToString() => $"{Value}";

    public ref struct Cursor
    {
        public readonly void Move(in T from, ref T by, out T to) => to = from + by;
    }
}

public abstract class Layer<T>(string name = "layer", float? rate = 1e-3f, Level level = Level.High) : IDisposable
    where T : class, IList<int?>, new()
{
    public event EventHandler? Changed { add { } remove { } }

    public required string Path { get; init; } = $"{name} {rate} {level}";

    protected double[,] State { get; private set; } = new double[1, 1];

    public abstract T[][] Forward(T x, CancellationToken cancellation = default);

    protected virtual void Touch(int[] shape, object? sender = null) => hidden = hidden || sender is null;

    protected private void Inner() => Hidden();

    public void Dispose() => GC.SuppressFinalize(this);

    internal void Hidden() => hidden = !hidden;

    bool hidden;
}

public sealed record Momentum(double LearningRate, bool Nesterov = false)
{
    public Momentum Slower() => this with { LearningRate = LearningRate / 2 };
}

public readonly record struct Point(int X, int Y);

public static class Extensions
{
    public static T? Last<T>(T? none = default) => none;

    public static ref readonly T First<T>(this ReadOnlySpan<T> values) => ref values[0];

    public static Dictionary<string, (int Row, int Column)> Positions(params int[] entries) => new() { ["first"] = (entries[0], 0) };
}
