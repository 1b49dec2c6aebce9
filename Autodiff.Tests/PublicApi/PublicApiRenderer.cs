using System.Reflection;
using System.Runtime.CompilerServices;
using static Autodiff.Tests.PublicApi.CSharpText;

namespace Autodiff.Tests.PublicApi;

/// <summary>
/// Writes what a library promises, in C#-like lines and a fixed order: every type and member that a caller or a derived class can reach.
/// Left out: explicit interface implementations, what the compiler adds to a record, nullability.
/// </summary>
static class PublicApiRenderer
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly Dictionary<string, string> Operators = new (string, string)[]
    {
        ("Addition", "+"), ("Subtraction", "-"), ("Multiply", "*"), ("Division", "/"), ("Modulus", "%"), ("UnaryPlus", "+"), ("UnaryNegation", "-"),
        ("Increment", "++"), ("Decrement", "--"), ("Equality", "=="), ("Inequality", "!="), ("LessThan", "<"), ("LessThanOrEqual", "<="),
        ("GreaterThan", ">"), ("GreaterThanOrEqual", ">="), ("BitwiseAnd", "&"), ("BitwiseOr", "|"), ("ExclusiveOr", "^"), ("OnesComplement", "~"),
        ("LogicalNot", "!"), ("True", "true"), ("False", "false"), ("LeftShift", "<<"), ("RightShift", ">>"), ("UnsignedRightShift", ">>>"),
    }.ToDictionary();

    public static string Render(IEnumerable<Type> types) => string.Join("\n\n", types
        .Where(type => !type.Name.Contains('<'))
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .GroupBy(type => type.Namespace)
        .OrderBy(space => space.Key, StringComparer.Ordinal)
        .Select(space => $"namespace {space.Key}\n\n{string.Join("\n\n", space.Select(Render))}"));

    static string Render(Type type)
    {
        if (type.BaseType == typeof(MulticastDelegate))
        {
            return $"delegate {Signature(type.GetMethod("Invoke")!, Name(type))}{Constraints(type.GetGenericArguments())}";
        }

        var lines = type.IsEnum
            ? type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.Name} = {Literal(field.GetRawConstantValue())}")
            : Members(type)
                .OrderBy(member => member.Kind)
                .ThenBy(member => member.Name, StringComparer.Ordinal)
                .ThenBy(member => member.Text, StringComparer.Ordinal)
                .Select(member => member.Text);
        string bases = string.Join(", ", Bases(type));
        string head = $"{Kind(type)} {Name(type)}{(bases == "" ? "" : $" : {bases}")}{Constraints(type.GetGenericArguments())}";
        return head + string.Concat(lines.Select(line => $"\n    {line}"));
    }

    static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared)?.IsDefined(typeof(CompilerGeneratedAttribute)) == true;

    static string Kind(Type type)
    {
        string modifiers = type switch
        {
            { IsEnum: true } or { IsInterface: true } => "",
            { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : ""),
            { IsAbstract: true, IsSealed: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsSealed: true } => "sealed ",
            _ => "",
        };
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class";
        return modifiers + (IsRecord(type) ? kind == "struct" ? "record struct" : "record" : kind);
    }

    // The base class, then the interfaces that no other one in the list implies.
    static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum)
        {
            return [Name(type.GetEnumUnderlyingType())];
        }

        Type[] own = [.. type.GetInterfaces().Where(i => i.IsVisible && !(IsRecord(type) && i == typeof(IEquatable<>).MakeGenericType(type)))];
        var minimal = own
            .Except(own.SelectMany(i => i.GetInterfaces()))
            .Except(type.BaseType?.GetInterfaces() ?? [])
            .Select(i => Name(i)).Order(StringComparer.Ordinal);
        return type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? minimal.Prepend(Name(parent)) : minimal;
    }

    static IEnumerable<(int Kind, string Name, string Text)> Members(Type type)
    {
        foreach (var field in type.GetFields(Declared).Where(field => field.IsPublic || (field.IsFamily && !type.IsSealed)))
        {
            string modifiers = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
            string value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "";
            yield return (0, field.Name, $"{(field.IsPublic ? "" : "protected ")}{modifiers}{Name(field.FieldType, field)} {field.Name}{value}");
        }

        foreach (var constructor in type.GetConstructors(Declared).Where(IsPromised))
        {
            yield return (1, "", $"{Modifiers(constructor)}{type.Name.Split('`')[0]}({Parameters(constructor.GetParameters())})");
        }

        foreach (var property in type.GetProperties(Declared).Where(property => property.Name != "EqualityContract"))
        {
            MethodInfo[] accessors = [.. property.GetAccessors(nonPublic: true).Where(IsReachable)];
            if (accessors.Length > 0)
            {
                string name = property.GetIndexParameters() is { Length: > 0 } index ? $"this[{Parameters(index)}]" : property.Name;
                string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
                string returned = Returned(property.GetMethod?.ReturnParameter, property.PropertyType, property);
                string access = string.Concat(accessors.Select(accessor => (accessor.IsPublic == accessors[0].IsPublic ? "" : "protected ") + Accessor(accessor)));
                yield return (2, property.Name, $"{Modifiers(accessors[0])}{required}{returned} {name} {{ {access}}}");
            }
        }

        foreach (var @event in type.GetEvents(Declared).Where(@event => IsReachable(@event.AddMethod!)))
        {
            yield return (3, @event.Name, $"{Modifiers(@event.AddMethod!)}event {Name(@event.EventHandlerType!)} {@event.Name}");
        }

        foreach (var method in type.GetMethods(Declared).Where(IsPromised).Where(method => !method.IsSpecialName || IsOperator(method)))
        {
            string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
            string name = IsOperator(method) ? OperatorName(method.Name["op_".Length..]) : method.Name + generic;
            yield return (4, method.Name, $"{Modifiers(method)}{Signature(method, name)}{Constraints(method.GetGenericArguments())}");
        }
    }

    static bool IsPromised(MethodBase method) => IsReachable(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    static bool IsOperator(MethodInfo method) => method.IsSpecialName && method.Name.StartsWith("op_", StringComparison.Ordinal);

    static bool IsReachable(MethodBase method) => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    static string Modifiers(MethodBase method)
    {
        string dispatch = method switch
        {
            { IsAbstract: true } => method.DeclaringType!.IsInterface && !method.IsStatic ? "" : "abstract ",
            MethodInfo { IsVirtual: true } info when info.GetBaseDefinition() != info => info.IsFinal ? "sealed override " : "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };
        return (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "") + dispatch;
    }

    static string Accessor(MethodInfo accessor)
    {
        bool isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        return isInit ? "init; " : accessor.Name.Contains("get_", StringComparison.Ordinal) ? "get; " : "set; ";
    }

    static string OperatorName(string name)
    {
        string plain = name.Replace("Checked", "", StringComparison.Ordinal);
        string prefix = name == plain ? "operator" : "operator checked";
        return plain is "Implicit" or "Explicit"
            ? $"{plain.ToLowerInvariant()} {prefix}"
            : $"{prefix} {Operators.GetValueOrDefault(plain, plain)}";
    }

    static string Signature(MethodInfo method, string name)
    {
        string result = Returned(method.ReturnParameter, method.ReturnType, method.ReturnParameter);
        bool isConversion = name.Contains("plicit operator", StringComparison.Ordinal);
        return $"{(isConversion ? $"{name} {result}" : $"{result} {name}")}({Parameters(method.GetParameters())})";
    }

    static string Returned(ParameterInfo? parameter, Type type, ICustomAttributeProvider names) =>
        (type.IsByRef ? parameter!.IsDefined(typeof(IsReadOnlyAttribute)) ? "ref readonly " : "ref " : "") + Name(type, names);

    static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
    {
        bool isExtended = parameter.Position == 0 && parameter.Member.IsDefined(typeof(ExtensionAttribute));
        bool isParams = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));
        string passing = !parameter.ParameterType.IsByRef ? ""
            : parameter.IsOut ? "out "
            : parameter.IsDefined(typeof(RequiresLocationAttribute)) ? "ref readonly "
            : parameter.IsIn ? "in " : "ref ";
        string value = !parameter.HasDefaultValue ? ""
            : parameter.DefaultValue is null && (parameter.ParameterType.IsValueType || parameter.ParameterType.IsGenericParameter) ? " = default"
            : $" = {Literal(parameter.DefaultValue)}";
        return $"{(isExtended ? "this " : "")}{(isParams ? "params " : "")}{passing}{Name(parameter.ParameterType, parameter)} {parameter.Name}{value}";
    }));

    static string Constraints(Type[] parameters) => string.Concat(parameters.Select(parameter =>
    {
        bool Has(GenericParameterAttributes attribute) => parameter.GenericParameterAttributes.HasFlag(attribute);
        bool isStruct = Has(GenericParameterAttributes.NotNullableValueTypeConstraint);
        bool isUnmanaged = parameter.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "IsUnmanagedAttribute");
        var types = parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(type => Name(type));
        List<string> constraints =
        [
            .. isUnmanaged ? ["unmanaged"] : isStruct ? ["struct"] : Has(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : (string[])[],
            .. types.Order(StringComparer.Ordinal),
            .. !isStruct && Has(GenericParameterAttributes.DefaultConstructorConstraint) ? ["new()"] : (string[])[],
            .. Has(GenericParameterAttributes.AllowByRefLike) ? ["allows ref struct"] : (string[])[],
        ];
        return constraints.Count > 0 ? $" where {parameter.Name} : {string.Join(", ", constraints)}" : "";
    }));
}
