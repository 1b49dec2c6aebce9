using System.Numerics;

namespace Autodiff.NN;

/// <summary>step(x W + b): linear threshold units side by side, with the two rules that train them without a derivative (Rosenblatt 1958).</summary>
/// <remarks>The derivative of the step is 0, so an optimizer never moves the weights; <see cref="Learn"/> and <see cref="LearnByHebb"/> do.</remarks>
public sealed class Perceptron<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>Units whose weights and biases are 0.</summary>
    /// <param name="inputs">The length of the last axis of the input.</param>
    /// <param name="outputs">The number of units.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public Perceptron(int inputs, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        Weight = AddParameter("weight", Tensor.Zeros<T>([inputs, outputs]));
        Bias = AddParameter("bias", Tensor.Zeros<T>([outputs]));
    }

    /// <summary>W, of shape [inputs, outputs].</summary>
    public Parameter<T> Weight { get; }

    /// <summary>b, of shape [outputs].</summary>
    public Parameter<T> Bias { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (x.Rank == 0 || x.Shape[^1] != Weight.Shape[0])
        {
            throw Misfit(x, $"[..., {Weight.Shape[0]}]");
        }

        using var attempt = Attempt<T>.On(x);
        return attempt.Done((x.MatMul(Weight) + Bias).UnitStep());
    }

    /// <summary>
    /// Rosenblatt's rule, for one example after the other: wᵢⱼ ← wᵢⱼ + η (tⱼ - yⱼ) xᵢ and bⱼ ← bⱼ + η (tⱼ - yⱼ), so nothing
    /// changes where the output is right. If weights without an error exist, finitely many passes find some (Novikoff 1962); else it never ends.
    /// </summary>
    /// <param name="x">The examples, of shape [batch, inputs].</param>
    /// <param name="target">t, ones and zeros, of shape [batch, outputs].</param>
    /// <param name="rate">η. From zeros on, it scales the weights, and the outputs are the same whatever it is.</param>
    /// <returns>True when any weight or bias changed: false when all outputs are right.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a target is neither 0 nor 1.</exception>
    public bool Learn(Tensor<T> x, Tensor<T> target, double rate = 1)
    {
        RequireExamples(x, target);
        foreach (var number in target.ToArray())
        {
            if (number != T.Zero && number != T.One)
            {
                throw new ArgumentException($"The target {number} is no output of a threshold unit. Give 1 and 0; -1 becomes 0 by (1 + t) / 2.", nameof(target));
            }
        }

        bool changed = false;
        for (int i = 0; i < x.Shape[0]; i++)
        {
            var example = Example(x, i);
            changed |= Strengthen(example, Example(target, i) - this.Forward(example), rate);
        }

        return changed;
    }

    /// <summary>Hebb's rule, for all examples: wᵢⱼ ← wᵢⱼ + η yⱼ xᵢ and bⱼ ← bⱼ + η yⱼ. What is active together is connected (Hebb 1949).</summary>
    /// <param name="x">The examples, of shape [batch, inputs].</param>
    /// <param name="output">
    /// y, what the outputs should be, of shape [batch, outputs]: with 1 and -1 connections weaken too, with 1 and 0 they only grow.
    /// </param>
    /// <param name="rate">η.</param>
    /// <returns>True when any weight or bias changed.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or an output is not finite.</exception>
    public bool LearnByHebb(Tensor<T> x, Tensor<T> output, double rate = 1)
    {
        RequireExamples(x, output);
        foreach (var number in output.ToArray())
        {
            if (!T.IsFinite(number))
            {
                throw new ArgumentException($"The output {number} would make weights that are not finite either. Give finite numbers, such as 1 and -1.", nameof(output));
            }
        }

        return Strengthen(x.ToPlain(), output.ToPlain(), rate);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Perceptron({Weight.Shape[0]}, {Weight.Shape[1]})";

    private static Tensor<T> Example(Tensor<T> examples, int number) => examples.Detach()[number..(number + 1)].ToPlain();

    private bool Strengthen(Tensor<T> x, Tensor<T> amounts, double rate)
    {
        var eta = T.CreateChecked(rate);
        var (weight, bias) = (Weight + (eta * x.Transpose().MatMul(amounts)), Bias + (eta * amounts.Sum(0)));
        bool changed = !weight.Equals(Weight) || !bias.Equals(Bias);
        Weight.Assign(weight);
        Bias.Assign(bias);
        return changed;
    }

    private void RequireExamples(Tensor<T> x, Tensor<T> outputs)
    {
        if (x.Rank != 2 || x.Shape[1] != Weight.Shape[0])
        {
            throw Misfit(x, $"[batch, {Weight.Shape[0]}]");
        }

        if (outputs.Rank != 2 || outputs.Shape[0] != x.Shape[0] || outputs.Shape[1] != Bias.Count)
        {
            throw new ArgumentException(
                $"{this} does not learn outputs of the shape {outputs.Shape} from inputs of the shape {x.Shape}, but [{x.Shape[0]}, {Bias.Count}]: one row for each example.",
                nameof(outputs));
        }
    }
}
