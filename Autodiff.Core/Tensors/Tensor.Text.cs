namespace Autodiff;

public readonly partial struct Tensor<T>
{
    /// <summary>Shape and elements.</summary>
    public override string ToString() => $"{Shape}";
}
