namespace Autodiff;

public readonly partial struct Tensor<T>
{
    /// <summary>Type and shape on the first line, then the elements in rows; of a tensor without axes its number.</summary>
    /// <remarks>Numbers have 6 significant digits, and of an axis longer than 8 the first 4 and the last 4 are shown.</remarks>
    public override string ToString() => ToString(PrintOptions.Default);

    /// <summary>The same with the digits and as many elements as the options ask for.</summary>
    /// <exception cref="ArgumentNullException">There are no options.</exception>
    public string ToString(PrintOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!IsSet)
        {
            return $"{TypeName.Of(typeof(T))} tensor, never assigned"; // as debuggers and messages of failed tests ask of anything
        }

        var text = new TensorText<T>(this, options.Digits);
        return Rank == 0 ? text.Block(options.MaxItems) : $"{TensorText<T>.Kind(Shape)}\n{text.Block(options.MaxItems)}";
    }
}
