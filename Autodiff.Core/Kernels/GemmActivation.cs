namespace Autodiff;

/// <summary>The functions a product may end with.</summary>
internal enum GemmActivation
{
    None,

    /// <summary>max(x, 0).</summary>
    Relu,
}
