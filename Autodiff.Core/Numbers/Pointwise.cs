using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>Runs formulas over single elements on arrays, as many elements at once as a register of the machine holds.</summary>
public static class Pointwise
{
    private const int StepsPerElement = 2; // more than a sum of two numbers: as many arrays are read as written, and there may be roots

    /// <summary>Changes arrays of one length in place, element by element.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TFormula">The formula, a struct, so that it is compiled into the loop.</typeparam>
    /// <param name="formula">What happens to the elements of one place.</param>
    /// <param name="given">What is read only.</param>
    /// <param name="a">What is changed; likewise the others, which may be left out.</param>
    /// <param name="b">The second array, as long, or empty.</param>
    /// <param name="c">The third array, as long, or empty.</param>
    /// <param name="d">The fourth array, as long, or empty.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Change<T, TFormula>(TFormula formula, ReadOnlySpan<T> given, Span<T> a, Span<T> b = default, Span<T> c = default, Span<T> d = default)
        where T : IFloatingPointIeee754<T>
        where TFormula : struct, IPointwiseChange
    {
        RequireLength(given.Length, a.Length, "first");
        RequireLength(given.Length, b.Length, "second");
        RequireLength(given.Length, c.Length, "third");
        RequireLength(given.Length, d.Length, "fourth");
        Run(formula, given, a, a, b, c, d);
    }

    /// <summary>Changes parameters of one shape, element by element, large ones by several threads. Tapes keep the numbers that they had.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TFormula">The formula, a struct, so that it is compiled into the loop.</typeparam>
    /// <param name="formula">What happens to the elements of one place.</param>
    /// <param name="given">What is read only.</param>
    /// <param name="a">What is changed; likewise the others, which may be left out. They differ.</param>
    /// <param name="b">The second parameter.</param>
    /// <param name="c">The third parameter.</param>
    /// <param name="d">The fourth parameter.</param>
    /// <exception cref="ArgumentException">The shapes differ, or a parameter is given twice.</exception>
    public static void Change<T, TFormula>(
        TFormula formula, Tensor<T> given, Parameter<T> a, Parameter<T>? b = null, Parameter<T>? c = null, Parameter<T>? d = null)
        where T : IFloatingPointIeee754<T>
        where TFormula : struct, IPointwiseChange
    {
        ArgumentNullException.ThrowIfNull(a);
        RequireShape(given.Shape, a);
        RequireShape(given.Shape, b);
        RequireShape(given.Shape, c);
        RequireShape(given.Shape, d);
        RequireDifferent([a, b, c, d]);
        var elements = given.Detach().Contiguous().Memory; // detached, or a copy would be recorded
        Span<ParameterArray<T>?> changed = [a.Array, b?.Array, c?.Array, d?.Array];
        ParameterArray<T>.Enter(changed);
        try
        {
            var (from, to) = a.Array.Change(); // of which what is given may be a tensor, which is stale from here on
            try
            {
                Workers.RunRange(
                    elements.Length, StepsPerElement, new Changes<T, TFormula>(formula, elements, from, to, b?.Array.ChangeSome(), c?.Array.ChangeSome(), d?.Array.ChangeSome()));
            }
            catch when (from != to)
            {
                from.CopyTo(to, 0); // a formula that throws must not leave memory that nobody wrote to
                throw;
            }
        }
        finally
        {
            ParameterArray<T>.Exit(changed);
        }
    }

    private static void RequireDifferent<T>(ReadOnlySpan<Parameter<T>?> parameters) where T : IFloatingPointIeee754<T>
    {
        for (int i = 1; i < parameters.Length; i++)
        {
            for (int k = 0; k < i; k++)
            {
                if (parameters[i] is { } parameter && parameter.Equals(parameters[k]))
                {
                    throw new ArgumentException($"The parameter {parameter.Path} is given twice: what a formula wrote in one place would be lost in the other. Give different parameters.");
                }
            }
        }
    }

    private static void RequireShape<T>(Shape wanted, Parameter<T>? parameter) where T : IFloatingPointIeee754<T>
    {
        if (parameter is not null && parameter.Shape != wanted)
        {
            throw new ArgumentException($"The parameter {parameter.Path} has the shape {parameter.Shape} and the tensor that is given {wanted}: the shapes must be equal. Reshape the tensor, or sum it with SumTo.");
        }
    }

    private static void RequireLength(int wanted, int length, string which)
    {
        if (length != wanted && length != 0)
        {
            throw new ArgumentException($"The {which} array has {length} elements and the one that is given {wanted}: the numbers must be equal. Leave out an array with an empty span.");
        }
    }

    /// <summary>The numbers of the first array are read in one place, and may be written to another.</summary>
    private static void Run<T, TFormula>(TFormula formula, ReadOnlySpan<T> given, ReadOnlySpan<T> from, Span<T> a, Span<T> b, Span<T> c, Span<T> d)
        where T : IFloatingPointIeee754<T>
        where TFormula : struct, IPointwiseChange
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ChangeLoop<T, Vector512<T>, Simd512<T>, TFormula>.Run(formula, given, from, a, b, c, d);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ChangeLoop<T, Vector256<T>, Simd256<T>, TFormula>.Run(formula, given, from, a, b, c, d);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            ChangeLoop<T, Vector128<T>, Simd128<T>, TFormula>.Run(formula, given, from, a, b, c, d);
        }
        else
        {
            ChangeLoop<T, T, Simd1<T>, TFormula>.Run(formula, given, from, a, b, c, d);
        }
    }

    private readonly struct Changes<T, TFormula>(TFormula formula, ReadOnlyMemory<T> given, T[] from, T[] a, T[]? b, T[]? c, T[]? d) : IRangeWork
        where T : IFloatingPointIeee754<T>
        where TFormula : struct, IPointwiseChange
    {
        public void Run(int start, int end) =>
            Pointwise.Run(formula, given.Span[start..end], Part(from, start, end), Part(a, start, end), Part(b, start, end), Part(c, start, end), Part(d, start, end));

        private static Span<T> Part(T[]? items, int start, int end) => items is null ? default : items.AsSpan(start, end - start);
    }
}
