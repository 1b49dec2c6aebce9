using System.Numerics;

namespace Autodiff;

// Tensors made for use beside another: in the memory of its tape, if it is on one, so that a warm loop allocates none.
public readonly partial struct Tensor<T>
{
    /// <summary>
    /// This tensor on the tape of another operand, if that is on one: a parameter as an input, plain numbers as a constant. For formulas that begin
    /// with a function of this tensor alone.
    /// </summary>
    /// <param name="operand">The operand that may be on a tape.</param>
    /// <exception cref="InvalidOperationException">This was computed from a parameter off the tape, so no derivative would come back to it.</exception>
    public Tensor<T> Beside(Tensor<T> operand)
    {
        if (operand.Tape is not { } tape)
        {
            return this;
        }

        var joined = tape.Join(this);
        return joined.Tape is null ? tape.Constant(joined) : joined;
    }

    /// <summary>The same number everywhere, as a constant in the memory that this tensor is in.</summary>
    /// <param name="shape">The shape, which need not be that of this tensor.</param>
    /// <param name="value">The number.</param>
    public Tensor<T> FullBeside(Shape shape, T value)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Tape?.Full(shape, value) ?? Tensor.Full(shape, value);
    }

    /// <summary>Random numbers, each equally likely from 0 on and less than 1, as a constant in the memory that this tensor is in.</summary>
    /// <param name="shape">The shape, which need not be that of this tensor.</param>
    /// <param name="random">Where they come from: one number is drawn, which determines all.</param>
    public Tensor<T> UniformBeside(Shape shape, Random random)
    {
        var (numbers, elements) = Beside(shape, random);
        new RandomStream(random).Uniform(elements.Span);
        return numbers;
    }

    /// <summary>Random numbers of the standard normal distribution, as a constant in the memory that this tensor is in.</summary>
    /// <param name="shape">The shape, which need not be that of this tensor.</param>
    /// <param name="random">Where they come from: one number is drawn, which determines all.</param>
    public Tensor<T> NormalBeside(Shape shape, Random random)
    {
        var (numbers, elements) = Beside(shape, random);
        new RandomStream(random).Normal(elements.Span);
        return numbers;
    }

    private (Tensor<T> Numbers, Memory<T> Elements) Beside(Shape shape, Random random)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(random);
        var numbers = Tape?.Zeros(shape) ?? Tensor.Zeros<T>(shape);
        return (numbers, numbers.Items.AsMemory(0, shape.ElementCount));
    }
}
