namespace Autodiff.Tests.Properties;

/// <summary>The values of one run of a program: plain ones, or on a tape.</summary>
internal sealed class TensorRun(List<Tensor<double>> values, Tape<double>? tape = null, IReadOnlyList<Tensor<double>>? frozen = null)
{
    public List<Tensor<double>> Values => values;

    public Tensor<double> this[int i] => values[i];

    public Tensor<double> Detached(int i) => frozen is null ? values[i].Detach() : frozen[i];

    /// <summary>On a tape also something that is recorded, swept and taken back before.</summary>
    public Tensor<double> Checkpoint(Func<Tensor<double>, Tensor<double>> chain, int i)
    {
        if (tape is null || values[i].IsConstant)
        {
            return chain(values[i]);
        }

        var mark = tape.Mark();
        using (tape.Gradient(chain(values[i]).Sum()))
        {
        }

        tape.Rewind(mark);
        return tape.Checkpoint(chain, values[i]);
    }
}
