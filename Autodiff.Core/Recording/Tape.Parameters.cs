using System.Runtime.InteropServices;

namespace Autodiff;

// Parameters join a tape as inputs, once for each state of their numbers; the tape keeps the numbers that they had then, borrowed or copied.
public sealed partial class Tape<T>
{
    private readonly List<Joining> joinings = []; // in the order in which they came; cut with the tape
    private readonly Dictionary<ParameterArray<T>, int> lastJoinings = [];

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

    /// <summary>What a derivative with respect to a tensor is taken with respect to: a parameter stands for the input that it joined as.</summary>
    /// <exception cref="InvalidOperationException">The parameter changed on the way and joined more than once.</exception>
    internal Tensor<T> Independent(Tensor<T> input)
    {
        if (!input.IsOffTape || input.Node.Origin!.Node != input.Node)
        {
            return input;
        }

        var inputs = InputsOf(input.Node.Origin);
        if (!inputs.MoveNext())
        {
            return Join(input);
        }

        var joined = inputs.Current;
        if (inputs.MoveNext())
        {
            TapeErrors.JoinedAgain(input.Node.Origin.Label);
        }

        return joined;
    }

    /// <summary>The inputs that a parameter joined as, the last first: more than one when it changed in between.</summary>
    internal JoinedInputs InputsOf(ParameterArray<T> parameter) => new(this, lastJoinings.GetValueOrDefault(parameter, -1));

    /// <summary>A parameter that joined as an input; null when none did.</summary>
    internal ParameterArray<T>? AnyJoined
    {
        get
        {
            foreach (ref readonly var joining in CollectionsMarshal.AsSpan(joinings))
            {
                if (joining.Tensor is { IsLive: true, IsRecorded: true })
                {
                    return joining.Parameter;
                }
            }

            return null;
        }
    }

    internal int JoiningCount => joinings.Count;

    private Tensor<T> Copy(ParameterArray<T> parameter)
    {
        var lent = parameter.Lend(out _);
        try
        {
            return Constant(parameter.Node.Shape, lent.Items).Named(parameter.Label);
        }
        finally
        {
            ParameterArray<T>.TakeBack(lent);
        }
    }

    private Tensor<T> Join(ParameterArray<T> parameter)
    {
        int last = lastJoinings.GetValueOrDefault(parameter, -1);
        if (last >= 0 && joinings[last] is var known && known.Stamp == parameter.Node.Stamp && known.Tensor.IsLive)
        {
            return known.Tensor;
        }

        var lent = parameter.Lend(out long stamp);
        try
        {
            // Asked after the lending: whoever exposes what was lent before it gives the user other memory.
            var node = parameter.IsExposed ? Copy(parameter.Node.Shape, lent.Items, "Input") : Node(parameter.Node.Layout, lent);
            var tensor = Named(parameter.IsFrozen ? Temporary(node) : RecordInput(node), parameter.Label);
            joinings.Add(new(parameter, tensor, stamp, last, lent));
            lastJoinings[parameter] = joinings.Count - 1;
            return tensor;
        }
        catch
        {
            ParameterArray<T>.TakeBack(lent); // the tape is full
            throw;
        }
    }

    private void TruncateJoinings(int count)
    {
        for (int i = joinings.Count - 1; i >= count; i--)
        {
            var joining = joinings[i];
            if (joining.Previous < 0)
            {
                lastJoinings.Remove(joining.Parameter);
            }
            else
            {
                lastJoinings[joining.Parameter] = joining.Previous;
            }

            ParameterArray<T>.TakeBack(joining.Lent);
        }

        CollectionsMarshal.SetCount(joinings, Math.Min(count, joinings.Count));
    }

    /// <summary>A parameter that joined: as what, with which of its numbers, where it had joined before, and what it lent.</summary>
    private readonly record struct Joining(ParameterArray<T> Parameter, Tensor<T> Tensor, long Stamp, int Previous, Buffer<T> Lent);

    internal struct JoinedInputs(Tape<T> tape, int place)
    {
        public Tensor<T> Current { get; private set; }

        public bool MoveNext()
        {
            while (place >= 0)
            {
                var joining = tape.joinings[place];
                place = joining.Previous;
                if (joining.Tensor is { IsLive: true, IsRecorded: true })
                {
                    Current = joining.Tensor;
                    return true;
                }
            }

            return false;
        }
    }
}
