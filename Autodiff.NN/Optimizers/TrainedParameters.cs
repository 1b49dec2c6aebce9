using System.Numerics;

namespace Autodiff.NN;

/// <summary>What optimizers ask of their parameters. Lists are walked by number, since an enumerator would be allocated.</summary>
internal static class TrainedParameters
{
    /// <summary>True when the loss has a part of one that is not frozen.</summary>
    public static bool HasAny<T>(this Gradients<T> gradients, IReadOnlyList<Parameter<T>> parameters) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            if (!parameters[i].IsFrozen && gradients.Has(parameters[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Throws unless the loss has a part of one that is not frozen.</summary>
    public static void RequireAny<T>(this Gradients<T> gradients, IReadOnlyList<Parameter<T>> parameters) where T : IFloatingPointIeee754<T>
    {
        if (gradients.HasAny(parameters))
        {
            return;
        }

        throw new InvalidOperationException(parameters.All(parameter => parameter.IsFrozen)
            ? "There is nothing to update: of this optimizer all parameters are frozen. Set IsFrozen of some to false, or leave the update out."
            : "The loss does not depend on any parameter of this optimizer that is not frozen, so there is nothing to update. Apply the model to a tensor on the tape, such as tape.Constant(x): of plain tensors nothing is recorded.");
    }

    /// <summary>Brings the numbers back to where they may be.</summary>
    public static void Constrain<T>(this Parameter<T> parameter, Tape<T> tape) where T : IFloatingPointIeee754<T>
    {
        if (parameter.Constraint is { } constraint)
        {
            parameter.Assign(constraint(tape.Constant(parameter)));
        }
    }
}
