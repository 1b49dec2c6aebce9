namespace Autodiff;

public readonly partial struct Scalar<T>
{
    /// <summary>A tensor of this one number; on a tape, recorded as one entry.</summary>
    public Tensor<T> ToTensor() => tape is null ? new(Shape.Scalar, [value]) : tape.RecordStack(Shape.Scalar, [this]);
}
