using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Autodiff.Tests.PublicApi;

/// <summary>Types and constants as C# source spells them.</summary>
static class CSharpText
{
    static readonly Dictionary<Type, string> Keywords = new (Type, string)[]
    {
        (typeof(void), "void"), (typeof(object), "object"), (typeof(string), "string"), (typeof(bool), "bool"), (typeof(char), "char"),
        (typeof(byte), "byte"), (typeof(sbyte), "sbyte"), (typeof(short), "short"), (typeof(ushort), "ushort"), (typeof(int), "int"),
        (typeof(uint), "uint"), (typeof(long), "long"), (typeof(ulong), "ulong"), (typeof(nint), "nint"), (typeof(nuint), "nuint"),
        (typeof(float), "float"), (typeof(double), "double"), (typeof(decimal), "decimal"),
    }.ToDictionary();

    public static string Name(Type type, ICustomAttributeProvider? tupleNames = null)
    {
        var names = tupleNames?.GetCustomAttributes(typeof(TupleElementNamesAttribute), inherit: false).Cast<TupleElementNamesAttribute>().SingleOrDefault();
        return Name(type, new Queue<string?>(names?.TransformNames ?? []));
    }

    // The compiler lists the element names of all tuples in a type in the order in which this function meets them.
    static string Name(Type type, Queue<string?> tupleNames)
    {
        if (Keywords.TryGetValue(type, out string? keyword) || type.IsGenericParameter)
        {
            return keyword ?? type.Name;
        }

        if (type.HasElementType)
        {
            string suffix = type.IsArray ? $"[{new string(',', type.GetArrayRank() - 1)}]" : type.IsPointer ? "*" : "";
            return Name(type.GetElementType()!, tupleNames) + suffix;
        }

        Type[] arguments = type.GetGenericArguments();
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Name(underlying, tupleNames)}?";
        }

        if (type.IsAssignableTo(typeof(ITuple)) && type.IsValueType && arguments.Length > 1)
        {
            string?[] elements = [.. arguments.Select(_ => tupleNames.TryDequeue(out string? name) ? name : null)];
            return $"({string.Join(", ", arguments.Zip(elements, (argument, element) => $"{Name(argument, tupleNames)} {element}".TrimEnd()))})";
        }

        int outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        string prefix = type.DeclaringType is { } parent ? $"{Name(outer > 0 ? parent.MakeGenericType(arguments[..outer]) : parent, tupleNames)}." : "";
        string own = arguments.Length > outer ? $"<{string.Join(", ", arguments[outer..].Select(argument => Name(argument, tupleNames)))}>" : "";
        return $"{prefix}{type.Name.Split('`')[0]}{own}";
    }

    public static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        char character => $"'{character}'",
        bool truth => truth ? "true" : "false",
        Enum constant => $"{Name(constant.GetType())}.{constant}",
        float number => number.ToString(CultureInfo.InvariantCulture) + "f",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
