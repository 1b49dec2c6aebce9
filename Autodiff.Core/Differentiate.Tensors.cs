using System.Numerics;

namespace Autodiff;

// Of functions over tensors. Of plain tensors the derivatives are plain, on a tape that nobody sees; of tensors on a tape they are
// recorded there, so that they can be differentiated again, to any order.
public static partial class Differentiate
{
    /// <summary>∇f(x) of a function whose result is one number, in the shape of x, by one reverse sweep.</summary>
    /// <remarks>
    /// At a plain tensor the result is plain and outlives everything. At a tensor on a tape, inside of a function that is
    /// differentiated itself or not, the derivative is recorded on that tape. A function that uses tensors of a tape is
    /// differentiated at a tensor of the same tape; <see cref="Tape{T}.Constant(Tensor{T})"/> makes one of numbers.
    /// </remarks>
    /// <param name="function">The function; its result has one element.</param>
    /// <param name="x">The point.</param>
    /// <exception cref="ArgumentException">The result has not one element.</exception>
    /// <exception cref="InvalidOperationException">The function mixes tapes.</exception>
    public static Tensor<T> Gradient<T>(Func<Tensor<T>, Tensor<T>> function, Tensor<T> x) where T : IFloatingPointIeee754<T> =>
        ValueAndGradient(function, x).Gradient;

    /// <summary>∇f(x) of a function from a tensor to a scalar, as <see cref="Gradient{T}(Func{Tensor{T}, Tensor{T}}, Tensor{T})"/>.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <exception cref="InvalidOperationException">The function mixes tapes.</exception>
    public static Tensor<T> Gradient<T>(Func<Tensor<T>, Scalar<T>> function, Tensor<T> x) where T : IFloatingPointIeee754<T> =>
        ValueAndGradient(function, x).Gradient;

    /// <summary>The derivatives of f(x₁, x₂, …) with respect to each tensor, by one reverse sweep.</summary>
    /// <param name="function">The function; its result has one element.</param>
    /// <param name="x">The point, a tensor for each variable.</param>
    /// <exception cref="ArgumentException">The result has not one element.</exception>
    /// <exception cref="InvalidOperationException">The tensors are on two tapes, or the function mixes tapes.</exception>
    public static Tensor<T>[] Gradient<T>(Func<ReadOnlySpan<Tensor<T>>, Tensor<T>> function, ReadOnlySpan<Tensor<T>> x)
        where T : IFloatingPointIeee754<T> => ValueAndGradient(function, x).Gradient;

    /// <summary>f(x) and ∇f(x), by one reverse sweep; see <see cref="Gradient{T}(Func{Tensor{T}, Tensor{T}}, Tensor{T})"/>.</summary>
    /// <param name="function">The function; its result has one element.</param>
    /// <param name="x">The point.</param>
    /// <exception cref="ArgumentException">The result has not one element.</exception>
    /// <exception cref="InvalidOperationException">The function mixes tapes.</exception>
    public static (Tensor<T> Value, Tensor<T> Gradient) ValueAndGradient<T>(Func<Tensor<T>, Tensor<T>> function, Tensor<T> x)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        var recording = new TensorRecording<T>(x);
        var output = function(recording.Variables[0]);
        return (recording.Kept(output), recording.Gradient(output)[0]);
    }

    /// <summary>f(x) and ∇f(x) of a function from a tensor to a scalar.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <exception cref="InvalidOperationException">The function mixes tapes.</exception>
    public static (Tensor<T> Value, Tensor<T> Gradient) ValueAndGradient<T>(Func<Tensor<T>, Scalar<T>> function, Tensor<T> x)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        return ValueAndGradient<T>(variable => function(variable).ToTensor(), x);
    }

    /// <summary>f(x₁, x₂, …) and its derivatives with respect to each tensor, by one reverse sweep.</summary>
    /// <param name="function">The function; its result has one element.</param>
    /// <param name="x">The point, a tensor for each variable.</param>
    /// <exception cref="ArgumentException">The result has not one element.</exception>
    /// <exception cref="InvalidOperationException">The tensors are on two tapes, or the function mixes tapes.</exception>
    public static (Tensor<T> Value, Tensor<T>[] Gradient) ValueAndGradient<T>(
        Func<ReadOnlySpan<Tensor<T>>, Tensor<T>> function,
        ReadOnlySpan<Tensor<T>> x)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        var recording = new TensorRecording<T>(x);
        var output = function(recording.Variables);
        return (recording.Kept(output), recording.Gradient(output));
    }

    /// <summary>vᵀ J(x), in the shape of x: the derivative of Σ vᵢ fᵢ(x), by one reverse sweep.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <param name="vector">v, in the shape of the result.</param>
    /// <exception cref="ArgumentException">The shapes of vector and result differ.</exception>
    /// <exception cref="InvalidOperationException">The function or the vector is on another tape than x.</exception>
    public static Tensor<T> VectorJacobian<T>(Func<Tensor<T>, Tensor<T>> function, Tensor<T> x, Tensor<T> vector)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        var recording = new TensorRecording<T>(x, vector);
        return recording.VectorJacobian(function(recording.Variables[0]), vector)[0];
    }

    /// <summary>J(x) w, in the shape of the result: the derivative in the direction w, by one forward sweep.</summary>
    /// <remarks>On a tape, as the derivative of vᵀ J with respect to v, which two recorded reverse sweeps give.</remarks>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <param name="vector">w, in the shape of x.</param>
    /// <exception cref="ArgumentException">The shapes of vector and x differ.</exception>
    /// <exception cref="InvalidOperationException">The function or the vector is on another tape than x.</exception>
    /// <exception cref="NotSupportedException">An operation of the function states no tangent.</exception>
    public static Tensor<T> JacobianVector<T>(Func<Tensor<T>, Tensor<T>> function, Tensor<T> x, Tensor<T> vector)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        if (vector.Shape != x.Shape)
        {
            throw new ArgumentException($"The direction has the shape of the variable: that is {x.Shape}, the direction's {vector.Shape}.", nameof(vector));
        }

        var recording = new TensorRecording<T>(x, vector);
        return recording.JacobianVector(function(recording.Variables[0]), vector);
    }

    /// <summary>
    /// The Jacobian, J[i…, j…] = ∂f[i…] / ∂x[j…], in the shape of the result followed by that of x: a forward sweep for each element of x
    /// or a reverse sweep for each of the result, whichever are fewer.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <exception cref="InvalidOperationException">The function mixes tapes.</exception>
    public static Tensor<T> Jacobian<T>(Func<Tensor<T>, Tensor<T>> function, Tensor<T> x) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        var recording = new TensorRecording<T>(x);
        return recording.Jacobian(function(recording.Variables[0]));
    }

    /// <summary>
    /// The Hessian, H[i…, j…] = ∂²f / ∂x[i…] ∂x[j…], in the shape of x twice: the recorded gradient, and a reverse sweep through it for
    /// each element of x.
    /// </summary>
    /// <param name="function">The function; its result has one element.</param>
    /// <param name="x">The point.</param>
    /// <exception cref="ArgumentException">The result has not one element.</exception>
    /// <exception cref="InvalidOperationException">The function mixes tapes.</exception>
    public static Tensor<T> Hessian<T>(Func<Tensor<T>, Tensor<T>> function, Tensor<T> x) where T : IFloatingPointIeee754<T> =>
        Jacobian(variable => Gradient(function, variable), x);

    /// <summary>H(x) v, in the shape of x, by a recorded reverse sweep and one through it: at a small multiple of the cost of f.</summary>
    /// <param name="function">The function; its result has one element.</param>
    /// <param name="x">The point.</param>
    /// <param name="vector">v, in the shape of x.</param>
    /// <exception cref="ArgumentException">The result has not one element, or the shapes of vector and x differ.</exception>
    /// <exception cref="InvalidOperationException">The function or the vector is on another tape than x.</exception>
    public static Tensor<T> HessianVector<T>(Func<Tensor<T>, Tensor<T>> function, Tensor<T> x, Tensor<T> vector)
        where T : IFloatingPointIeee754<T> => VectorJacobian(variable => Gradient(function, variable), x, vector); // H is symmetric

    /// <summary>The Hessian of a function from a tensor to a scalar, as <see cref="Hessian{T}(Func{Tensor{T}, Tensor{T}}, Tensor{T})"/>.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <exception cref="InvalidOperationException">The function mixes tapes.</exception>
    public static Tensor<T> Hessian<T>(Func<Tensor<T>, Scalar<T>> function, Tensor<T> x) where T : IFloatingPointIeee754<T> =>
        Jacobian(variable => Gradient(function, variable), x);

    /// <summary>H(x) v of a function from a tensor to a scalar, as <see cref="HessianVector{T}(Func{Tensor{T}, Tensor{T}}, Tensor{T}, Tensor{T})"/>.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <param name="vector">v, in the shape of x.</param>
    /// <exception cref="ArgumentException">The shapes of vector and x differ.</exception>
    /// <exception cref="InvalidOperationException">The function or the vector is on another tape than x.</exception>
    public static Tensor<T> HessianVector<T>(Func<Tensor<T>, Scalar<T>> function, Tensor<T> x, Tensor<T> vector)
        where T : IFloatingPointIeee754<T> => VectorJacobian(variable => Gradient(function, variable), x, vector);

    /// <summary>∂f/∂x and ∂f/∂y of f(x, y), by one reverse sweep; of more tensors, a function over a span of them.</summary>
    /// <param name="function">The function; its result has one element.</param>
    /// <param name="x">The point, its first tensor.</param>
    /// <param name="y">Its second.</param>
    /// <exception cref="ArgumentException">The result has not one element.</exception>
    /// <exception cref="InvalidOperationException">The tensors are on two tapes, or the function mixes tapes.</exception>
    public static (Tensor<T> X, Tensor<T> Y) Gradient<T>(Func<Tensor<T>, Tensor<T>, Tensor<T>> function, Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        var gradient = Gradient(z => function(z[0], z[1]), [x, y]);
        return (gradient[0], gradient[1]);
    }
}
