using System.Numerics;

namespace Autodiff.NN;

/// <summary>An objective that is recorded on a tape.</summary>
internal abstract class TapeObjective<T> : Objective where T : IFloatingPointIeee754<T>
{
    protected Tape<T> Tape { get; } = new();

    /// <summary>The inputs, once the function is recorded.</summary>
    protected abstract ReadOnlySpan<Tensor<T>> Inputs { get; }

    public override double Value(ReadOnlySpan<double> x) => double.CreateChecked(One(Evaluate(x)).ToScalar().Value);

    public override double ValueAndGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var output = One(Evaluate(x));
        Write(Tape.Gradient(output), gradient);
        return double.CreateChecked(output.ToScalar().Value);
    }

    public override void HessianVector(ReadOnlySpan<double> x, ReadOnlySpan<double> vector, Span<double> product)
    {
        var gradients = Tape.RecordGradient(One(Evaluate(x)), Inputs);
        var along = Tape.Constant(T.Zero);
        int start = 0;
        foreach (var gradient in gradients)
        {
            along += (gradient * Numbers(gradient.Shape, vector[start..(start + gradient.Count)])).Sum();
            start += gradient.Count;
        }

        if (along.IsConstant)
        {
            product.Clear(); // the gradient does not depend on x: a linear function
            return;
        }

        Write(Tape.Gradient(along), product);
    }

    public override (Tensor<double> Residuals, Tensor<double> Jacobian) Linearize(ReadOnlySpan<double> x)
    {
        var residuals = Several(Evaluate(x)).Reshape([-1]);
        double[] jacobian = new double[residuals.Count * Count];
        var seed = new T[residuals.Count];
        for (int row = 0; row < residuals.Count; row++)
        {
            Array.Clear(seed);
            seed[row] = T.One;
            using var gradients = Tape.Gradient(residuals, Tensor.Of(seed));
            Write(gradients, jacobian.AsSpan(row * Count, Count));
        }

        return (residuals.Detach().ToPlain().Cast<double>(), Tensor.Of([residuals.Count, Count], jacobian));
    }

    public override double HalfSquares(ReadOnlySpan<double> x) => double.CreateChecked(Several(Evaluate(x)).Detach().Square().Sum().Value) / 2;

    /// <summary>Records the function at a point.</summary>
    protected abstract Tensor<T> Record(ReadOnlySpan<double> x);

    protected Tensor<T> Numbers(Shape shape, ReadOnlySpan<double> numbers)
    {
        var constant = new T[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            constant[i] = T.CreateChecked(numbers[i]);
        }

        return Tape.Constant(Tensor.Of(shape, constant));
    }

    private Tensor<T> Evaluate(ReadOnlySpan<double> x)
    {
        Evaluations++;
        Tape.Reset();
        return Record(x);
    }

    private static Tensor<T> One(Tensor<T> output) => output.Count == 1
        ? output
        : throw new ArgumentException($"What is minimized has one element, and the shape {output.Shape} has {output.Count}. Reduce it with Sum or Mean; for a sum of squares there are GaussNewton and LevenbergMarquardt.", nameof(output));

    private Tensor<T> Several(Tensor<T> output) => output.Count > 1 || Count <= 1
        ? output
        : throw new ArgumentException($"One residual does not determine {Count} numbers. Return the residuals themselves, such as prediction - target: their squares are summed here.", nameof(output));

    private void Write(Gradients<T> gradients, Span<double> destination)
    {
        int place = 0;
        foreach (var input in Inputs)
        {
            foreach (var derivative in gradients[input].ToArray())
            {
                destination[place++] = double.CreateChecked(derivative);
            }
        }
    }
}

internal sealed class FunctionObjective<T>(Func<Tensor<T>, Tensor<T>> function, Shape shape) : TapeObjective<T> where T : IFloatingPointIeee754<T>
{
    private readonly Tensor<T>[] inputs = new Tensor<T>[1];

    public override int Count => shape.ElementCount;

    protected override ReadOnlySpan<Tensor<T>> Inputs => inputs;

    protected override Tensor<T> Record(ReadOnlySpan<double> x)
    {
        inputs[0] = Tape.Input(shape, Numbers(shape, x).Span);
        return function(inputs[0]);
    }
}

internal sealed class ModelObjective<T> : TapeObjective<T> where T : IFloatingPointIeee754<T>
{
    private readonly Parameter<T>[] parameters;
    private readonly Func<Tape<T>, Tensor<T>> loss;
    private readonly Tensor<T>[] inputs;

    public ModelObjective(IEnumerable<Parameter<T>> parameters, Func<Tape<T>, Tensor<T>> loss)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(loss);
        this.parameters = [.. parameters.Distinct().Where(parameter => !parameter.IsFrozen)];
        this.loss = loss;
        inputs = new Tensor<T>[this.parameters.Length];
        Count = this.parameters.Sum(parameter => parameter.Count);
    }

    public override int Count { get; }

    protected override ReadOnlySpan<Tensor<T>> Inputs => inputs;

    /// <summary>The present numbers of the parameters.</summary>
    public double[] Start() => [.. parameters.SelectMany(parameter => parameter.Span.ToArray()).Select(double.CreateChecked)];

    /// <summary>Gives the parameters these numbers.</summary>
    public void Place(ReadOnlySpan<double> x)
    {
        int place = 0;
        foreach (var parameter in parameters)
        {
            lock (parameter.Array.Gate)
            {
                foreach (ref var number in parameter.Array.Change().To.AsSpan())
                {
                    number = T.CreateChecked(x[place++]);
                }
            }
        }
    }

    protected override Tensor<T> Record(ReadOnlySpan<double> x)
    {
        Place(x);
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = Tape.Input(parameters[i]);
        }

        return loss(Tape);
    }
}
