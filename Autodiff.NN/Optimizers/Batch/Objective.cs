using System.Numerics;

namespace Autodiff.NN;

/// <summary>A function of n numbers with its derivatives, in double precision: what batch methods minimize.</summary>
public abstract class Objective
{
    /// <summary>n.</summary>
    public abstract int Count { get; }

    /// <summary>How often the function was evaluated so far, in all searches, with or without derivatives.</summary>
    public int Evaluations { get; protected set; }

    /// <summary>A function of one tensor, recorded on a tape of its own.</summary>
    /// <param name="function">The function, of one element; for least squares the residuals, of any shape.</param>
    /// <param name="shape">The shape of what it takes.</param>
    public static Objective Of<T>(Func<Tensor<T>, Tensor<T>> function, Shape shape) where T : IFloatingPointIeee754<T> => new FunctionObjective<T>(function, shape);

    /// <summary>A loss of the parameters of a model, which it changes.</summary>
    /// <param name="parameters">What the loss depends on; frozen ones stay as they are.</param>
    /// <param name="loss">The loss, of one element, on the tape that it is given; for least squares the residuals, of any shape.</param>
    public static Objective Of<T>(IEnumerable<Parameter<T>> parameters, Func<Tape<T>, Tensor<T>> loss) where T : IFloatingPointIeee754<T> => new ModelObjective<T>(parameters, loss);

    /// <summary>f(x).</summary>
    public abstract double Value(ReadOnlySpan<double> x);

    /// <summary>f(x) and its gradient.</summary>
    public abstract double ValueAndGradient(ReadOnlySpan<double> x, Span<double> gradient);

    /// <summary>H(x) v, the product of the matrix of second derivatives with a vector.</summary>
    public abstract void HessianVector(ReadOnlySpan<double> x, ReadOnlySpan<double> vector, Span<double> product);

    /// <summary>The residuals r(x), and their derivatives Jᵢₖ = ∂rᵢ/∂xₖ, of shape [residuals, n].</summary>
    public abstract (Tensor<double> Residuals, Tensor<double> Jacobian) Linearize(ReadOnlySpan<double> x);

    /// <summary>½ Σ r(x)².</summary>
    public abstract double HalfSquares(ReadOnlySpan<double> x);
}
