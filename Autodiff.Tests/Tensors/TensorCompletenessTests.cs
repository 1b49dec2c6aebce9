using System.Numerics;
using System.Reflection;

namespace Autodiff.Tests.Tensors;

/// <summary>The walk of <see cref="TensorCases"/> leaves nothing out: a new operation or a new method without a case fails here.</summary>
internal sealed class TensorCompletenessTests
{
    private const byte Call = 0x28;
    private const byte CallVirtual = 0x6F;

    /// <summary>Operations that no tape of the walk shows, and why.</summary>
    private static readonly Dictionary<Type, string> Unrecorded = new()
    {
        [typeof(ArgExtreme<>)] = "indices are constants; rows argMax and argMin",
        [typeof(ArgSort<>)] = "indices are constants; rows argSort, sort and topK",
        [typeof(OneHot<>)] = "marks are constants; rows oneHot",
        [typeof(Resolution<>)] = "a threshold of detached values; rows of svd, symmetricEigen and pseudoInverse",
        [typeof(ElementwiseProduct<,,>)] = "the partial times the adjoint in one pass, in sweeps that are not recorded: every gradient of an elementwise row",
        [typeof(ElementSum<,>)] = "sums of products and of ties in one pass, in sweeps that are not recorded; FusedSumTests",
        [typeof(ElementMap<,>)] = "the last step of a pullback in one pass, in sweeps that are not recorded; FusedSumTests",
        [typeof(SoftMaxInput<>)] = "a pullback in one visit, in sweeps that are not recorded; GroupTests",
        [typeof(WeightedSoftMax<>)] = "a pullback in one visit, in sweeps that are not recorded; GroupTests",
        [typeof(LogSoftMaxAtInput<>)] = "a pullback in one visit, in sweeps that are not recorded; GroupTests",
        [typeof(StandardizeInput<>)] = "a pullback in one visit, in sweeps that are not recorded; GroupTests",
        [typeof(Fused<,>)] = "formulas of a user; FuseTests",
        [typeof(Recurrence<,>)] = "cells of layers over sequences; RecurrenceTests",
        [typeof(RecurrenceAdjoint<,>)] = "the pullback of those, in sweeps that are not recorded; RecurrenceTests",
        [typeof(WideSum<>)] = "sums of Half alone; CallFormTests",
        [typeof(Variable<>)] = "the point of a derivative inside another; Differentiate, in DifferentiateTensorTests",
    };

    /// <summary>Methods that return tensors and that no case calls, and where they are tested instead.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["Detach"] = "StopGradientTests",
        ["Fuse"] = "formulas of a user; FuseTests",
        ["ToPlain"] = "MixedTests",
        ["Named"] = "MixedTests",
        ["Lift"] = "ElementRowTests",
        ["Cast"] = "not on a tape; CallFormTests",
        ["IsNaN"] = "a mask; CallFormTests",
        ["IsFinite"] = "a mask; CallFormTests",
        ["op_Implicit"] = "a scalar as a tensor; CallFormTests and MixedTests",
        ["ZerosLike"] = "no operands to differentiate; CallFormTests",
        ["OnesLike"] = "no operands to differentiate; CallFormTests",
        ["Of"] = "no operands to differentiate; ConversionTests",
        ["Share"] = "no operands to differentiate; ConversionTests",
        ["Scalar"] = "no operands to differentiate; ConversionTests",
        ["Zeros"] = "no operands to differentiate; ConversionTests",
        ["Ones"] = "no operands to differentiate; ConversionTests",
        ["Full"] = "no operands to differentiate; ConversionTests",
        ["Identity"] = "no operands to differentiate; ConversionTests",
        ["Indices"] = "no operands to differentiate; ConversionTests",
        ["Range"] = "no operands to differentiate; ConversionTests",
        ["Linspace"] = "no operands to differentiate; ConversionTests",
        ["Uniform"] = "no operands to differentiate; ConversionTests",
        ["Normal"] = "no operands to differentiate; ConversionTests",
        ["Beside"] = "gives the operand back; ParameterOperandTests",
        ["FullBeside"] = "no operands to differentiate; BesideTests",
        ["UniformBeside"] = "no operands to differentiate; BesideTests",
        ["NormalBeside"] = "no operands to differentiate; BesideTests",
    };

    [Test]
    public void Every_operation_of_the_library_stands_on_a_tape_of_the_walk()
    {
        var all = typeof(Tensor<>).Assembly.GetTypes().Where(type => !type.IsInterface && type.GetInterfaces().Any(one =>
            one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ITensorOperation<>)));
        var recorded = TensorCases.All.SelectMany(Recorded).ToHashSet();
        Assert.That(all.Except(recorded).Select(type => type.Name), Is.EquivalentTo(Unrecorded.Keys.Select(type => type.Name)));
    }

    [Test]
    public void Every_method_that_returns_tensors_is_called_by_a_case()
    {
        var methods = typeof(Tensor<>).GetMethods().Concat(typeof(Tensor).GetMethods()).Where(method => ReturnsTensors(method.ReturnType)).Select(method => method.Name);
        var called = CalledByCases().Concat(ElementRowCases.Rows.Select(ElementRowCases.MethodOf));
        Assert.That(methods.Except(called), Is.EquivalentTo(Elsewhere.Keys));
    }

    /// <summary>The operations on the tape of a row, of its recorded gradient and of that one's.</summary>
    private static IEnumerable<Type> Recorded(TensorCase row)
    {
        var recording = new TensorRecording<double>(row, TensorChecks.Operands(row));
        var output = recording.Y;
        for (int order = 0; order < 2 && !output.IsConstant; order++)
        {
            var gradient = recording.Tape.RecordGradient(output.Square().Sum(), recording.Inputs);
            output = gradient.Aggregate(recording.Tape.Constant(0), (sum, part) => sum + part.Sum());
        }

        return [.. Enumerable.Range(0, recording.Tape.TensorCount)
            .Select(i => recording.Tape.NodeAt(i).Operation?.GetType().GetGenericTypeDefinition()).OfType<Type>()];
    }

    private static bool ReturnsTensors(Type type) => type.IsArray
        ? ReturnsTensors(type.GetElementType()!)
        : type.IsGenericType && (IsTensor(type) || (type.FullName?.StartsWith("System.ValueTuple", StringComparison.Ordinal) ?? type.Name.StartsWith("ValueTuple", StringComparison.Ordinal)) && type.GetGenericArguments().Any(ReturnsTensors));

    private static bool IsTensor(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Tensor<>);

    /// <summary>The methods of tensors that the code of the families of cases calls, read from its instructions.</summary>
    private static IEnumerable<string> CalledByCases() =>
        from type in typeof(TensorCases).Assembly.GetTypes()
        where type.Namespace == typeof(TensorCases).Namespace && type.FullName!.Split('+')[0].EndsWith("Cases", StringComparison.Ordinal)
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        from called in CalledBy(method)
        where called.DeclaringType is { } owner && (IsTensor(owner) || owner == typeof(Tensor))
        select called.Name;

    private static IEnumerable<MethodBase> CalledBy(MethodInfo method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int i = 0; i + 4 < code.Length; i++)
        {
            if (code[i] is Call or CallVirtual && Resolved(method, BitConverter.ToInt32(code, i + 1)) is { } called)
            {
                yield return called;
            }
        }
    }

    /// <summary>Null where the byte was not an instruction but a part of one.</summary>
    private static MethodBase? Resolved(MethodInfo method, int token)
    {
        try
        {
            return method.Module.ResolveMethod(token, method.DeclaringType!.GetGenericArguments(), method.GetGenericArguments());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
