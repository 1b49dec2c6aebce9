namespace Autodiff;

// Parameters join a tape as inputs, once; the tape keeps the numbers that they had then.
public sealed partial class Tape<T>
{
    private readonly Dictionary<ParameterArray<T>, (Tensor<T> Tensor, long Stamp)> joined = [];

    /// <summary>
    /// The parameter as an input of this tape: the one that it joined as, or a new one if it has not, or has changed since. A frozen
    /// parameter joins as a constant.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tape holds its limit of entries.</exception>
    public Tensor<T> Input(Parameter<T> parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return Join(parameter.Array);
    }

    /// <summary>The numbers that the parameter has now, as a constant of this tape.</summary>
    public Tensor<T> Constant(Parameter<T> parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return Copy(parameter.Array);
    }

    /// <summary>An operand that may be a parameter, on this tape.</summary>
    /// <exception cref="InvalidOperationException">It was computed from parameters off the tape, so no derivative would come back to them.</exception>
    internal Tensor<T> Join(Tensor<T> operand)
    {
        if (!operand.IsOffTape)
        {
            return operand;
        }

        var origin = operand.Node.Origin!;
        if (origin.Node != operand.Node)
        {
            TapeErrors.OffTape(origin.Label);
        }

        return Join(origin);
    }

    /// <summary>The input that a parameter joined as; null when it did not, or its entry is gone.</summary>
    internal Tensor<T>? Joined(Parameter<T> parameter) =>
        joined.TryGetValue(parameter.Array, out var known) && known.Tensor.IsLive && known.Tensor.IsRecorded ? known.Tensor : null;

    private Tensor<T> Copy(ParameterArray<T> parameter) => Constant(parameter.Node.Shape, parameter.Elements).Named(parameter.Label);

    private Tensor<T> Join(ParameterArray<T> parameter)
    {
        if (joined.TryGetValue(parameter, out var known) && known.Stamp == parameter.Node.Stamp && known.Tensor.IsLive)
        {
            return known.Tensor;
        }

        var tensor = parameter.IsFrozen
            ? Copy(parameter)
            : Input(parameter.Node.Shape, parameter.Elements, parameter.Label);
        joined[parameter] = (tensor, parameter.Node.Stamp);
        return tensor;
    }
}
