namespace Autodiff;

/// <summary>What C# calls a number type: <c>double</c>, <c>float</c>, <c>Half</c>, <c>Dual&lt;double&gt;</c>.</summary>
internal static class TypeName
{
    public static string Of(Type type) => type switch
    {
        _ when type == typeof(double) => "double",
        _ when type == typeof(float) => "float",
        { IsGenericType: true } => $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GenericTypeArguments.Select(Of))}>",
        _ => type.Name,
    };
}
