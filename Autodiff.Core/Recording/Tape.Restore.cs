namespace Autodiff;

// Results can be computed again, since operations are values and keep nothing.
public sealed partial class Tape<T>
{
    /// <summary>Computes the elements of a node that were given back.</summary>
    internal Buffer<T> Restore(TensorNode<T> node)
    {
        throw new NotSupportedException();
    }
}
