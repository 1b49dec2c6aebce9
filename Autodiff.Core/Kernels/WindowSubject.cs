namespace Autodiff;

/// <summary>The operation and the shape of its images, which an error about a window begins with; the default has neither.</summary>
internal readonly record struct WindowSubject(string Operation, Shape Images)
{
    /// <summary>The name of the last axis: rows (batch, channels, length) have a length, images a width.</summary>
    public string LastAxis => Images?.Rank == 3 ? "length" : "width";

    public override string ToString() => Operation is null ? "" : $"{Operation} of the shape {Images}: ";
}
