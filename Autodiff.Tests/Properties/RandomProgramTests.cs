using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Autodiff.Tests.Properties;

/// <summary>Random programs over the whole catalog: all readings agree with each other and with finite differences.</summary>
public class RandomProgramTests
{
    /// <summary>Fixed, so that a failure fails for everybody.</summary>
    private static readonly Replay Seed = new(new Rnd(20_260_101), FSharpOption<int>.None);

    private static readonly string[] RowsWithTails = ["log", "sqrt", "cbrt", "atan", "sigmoid", "softplus", "tanh", "logGamma", "erf", "sin"];

    /// <summary>A hundred thousand on demand: AUTODIFF_PROPERTY_RUNS=100000 dotnet test --filter RandomProgram.</summary>
    private static int Runs =>
        int.TryParse(Environment.GetEnvironmentVariable("AUTODIFF_PROPERTY_RUNS"), CultureInfo.InvariantCulture, out int runs) ? runs : 10_000;

    [Test]
    public void All_readings_agree()
    {
        var run = Check(Catalog.All, Runs);
        Assert.Multiple(() =>
        {
            Assert.That(run.Report, Is.Null);
            Assert.That(run.Discarded, Is.LessThan(run.Programs / 20), "no more than one program in twenty may come near a kink or a pole or grow out of range");
            foreach (string row in RowsWithTails)
            {
                Assert.That(run.Operands[row], Has.Some.LessThan(0.01).And.Some.GreaterThan(100), $"{row} far from its samples");
            }

            Assert.That(run.Operands["sqrt"], Has.Some.GreaterThan(1000));
            Assert.That(run.Operands["tanh"], Has.Some.Zero);
        });
    }

    /// <summary>If a row of the catalog were wrong, this is the report: the least program that shows it.</summary>
    [TestCaseSource(nameof(WrongRows))]
    public void A_wrong_row_is_reported_in_a_program_of_at_most_three_instructions(Operation wrong)
    {
        var run = Check([.. Catalog.All.Where(row => row.Name != "sin"), wrong], 10_000);
        Assert.Multiple(() =>
        {
            Assert.That(run.Report, Does.Contain($"= {wrong.Name}(").And.Contains("on the tape\ninput v1"));
            Assert.That(run.Shrunk!.Instructions, Has.Length.LessThanOrEqualTo(3));
        });
    }

    private static readonly Operation[] WrongRows =
    [
        UnaryOperation<WrongSine<Slip>>.Instance, UnaryOperation<WrongSine<Huge>>.Instance, UnaryOperation<WrongSine<NotANumber>>.Instance,
    ];

    public interface IFactor
    {
        static abstract double Value { get; }
    }

    public readonly struct Slip : IFactor
    {
        public static double Value => 1.001;
    }

    public readonly struct Huge : IFactor
    {
        public static double Value => 1e6;
    }

    public readonly struct NotANumber : IFactor
    {
        public static double Value => double.NaN;
    }

    public readonly struct WrongSine<TFactor> : IUnaryOperation where TFactor : struct, IFactor
    {
        public static string Name => $"sine{typeof(TFactor).Name}";
        public static (string Value, string Derivative) Formula => ("sin x", "factor cos x");
        public static ReadOnlySpan<double> Samples => [1];
        public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Sin(x);
        public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(TFactor.Value) * T.Cos(x);
    }

    private static Run Check(IReadOnlyList<Operation> rows, int runs)
    {
        var run = new Run();
        FsCheck.Check.One(
            Config.Quick.WithMaxTest(runs).WithReplay(Seed).WithRunner(run),
            Prop.ForAll(new ProgramGenerator(rows).Programs(), run.Holds));
        return run;
    }

    /// <summary>Counts, and keeps the program to which FsCheck has shrunk a failing one.</summary>
    private sealed class Run : IRunner
    {
        public int Programs { get; private set; }

        /// <summary>By row, the magnitudes about which its first operand has been squashed, in programs that were compared.</summary>
        public Dictionary<string, List<double>> Operands { get; } = [];

        public int Discarded { get; private set; }

        public RandomProgram? Shrunk { get; private set; }

        public string? Report { get; private set; }

        public bool Holds(RandomProgram program)
        {
            var failures = ProgramCheck.Failures(program);
            Programs++;
            foreach (var instruction in program.Instructions.Where(instruction => instruction.Near is not null && failures is not null))
            {
                string row = instruction.Row!.Name;
                Operands.TryAdd(row, []);
                Operands[row].Add(Math.Abs(instruction.Near![0]));
            }

            Discarded += failures is null ? 1 : 0;
            return failures is null or [];
        }

        public void OnFinished(string name, TestResult result)
        {
            if (result is TestResult.Failed failed)
            {
                var (original, shrunk) = (failed.Item2, failed.Item3); // F# names them no better
                Shrunk = (RandomProgram)shrunk.Head;
                var tape = new Tape<double>();
                Shrunk.Evaluate<Scalar<double>>(tape.Inputs(Shrunk.Inputs));
                Report = $"{Shrunk}on the tape\n{TapeListing.Of(tape)}\n{string.Join("\n", ProgramCheck.Failures(Shrunk)!)}\nshrunk from\n{original.Head}";
            }
        }

        public void OnStartFixture(Type fixture)
        {
        }

        public void OnArguments(int number, FSharpList<object> arguments, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(FSharpList<object> arguments, FSharpFunc<FSharpList<object>, string> every)
        {
        }
    }
}
