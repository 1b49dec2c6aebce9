using Autodiff.Operations;
using Real = Autodiff.Scalar<double>;

namespace Autodiff.Tests.Recording;

/// <summary>Misuse is an error that says the remedy, never a wrong number, and leaves the tape as it was.</summary>
public class TapeErrorTests
{
    private const string Detach = "call Detach()";
    private const string Anew = "Make it anew with tape.Input, or take Mark() after recording it";
    private const string Released = "Read them before, or copy what you need";
    private const string FromInputs = "Make the independent variables with tape.Input";
    private const string OtherTape = "Ask the tape that recorded it";

    private readonly Tape<double> other = new();
    private Tape<double> tape = new();
    private Real x, y, foreign;

    [SetUp]
    public void Record()
    {
        tape = new();
        (x, y) = (tape.Input(2), tape.Input(3));
        foreign = other.Input(1);
    }

    private static readonly TestCaseData[] Mixtures =
    [
        Mixture("x + foreign", (_, x, foreign) => x + foreign),
        Mixture("foreign / x", (_, x, foreign) => foreign / x),
        Mixture("x * foreign", (_, x, foreign) => x * foreign),
        Mixture("pow", (_, x, foreign) => Real.Pow(x, foreign)),
        Mixture("max", (_, x, foreign) => Real.Max(x, foreign)),
        Mixture("ternary", (_, x, foreign) => Real.FusedMultiplyAdd(x, 2.0, foreign)),
        Mixture("n-ary", (_, x, foreign) => Functions.Sum<Real>([x, 1, foreign])),
        Mixture("record", (tape, x, foreign) => tape.Record(1, [x, foreign], [1, 1])),
    ];

    [TestCaseSource(nameof(Mixtures))]
    public void Two_tapes(Func<Tape<double>, Real, Real, Real> operation) =>
        AssertThrows<InvalidOperationException>(() => operation(tape, x, foreign), Detach);

    private static readonly TestCaseData[] Uses =
    [
        Use("unary", (_, x) => Real.Exp(x)),
        Use("binary, left", (_, x) => x + 1),
        Use("binary, right", (_, x) => 1 - x),
        Use("binary, both", (_, x) => x * x),
        Use("ternary", (_, x) => Real.Clamp(x, 0.0, 1.0)),
        Use("n-ary", (_, x) => Functions.Norm<Real>([1, x])),
        Use("record", (tape, x) => tape.Record(1, [x], [1])),
        Use("name", (_, x) => x.Named("x")),
        Use("gradient", (tape, x) => tape.Gradient(x)[x]),
    ];

    [TestCaseSource(nameof(Uses))]
    public void A_scalar_after_reset(Func<Tape<double>, Real, Real> use)
    {
        tape.Reset();
        AssertThrows<InvalidOperationException>(() => use(tape, x), Anew);
        tape.Inputs([5, 6, 7]); // its place is taken: still gone
        AssertThrows<InvalidOperationException>(() => use(tape, x), Anew);
    }

    [TestCaseSource(nameof(Uses))]
    public void A_scalar_after_rewind(Func<Tape<double>, Real, Real> use)
    {
        var mark = tape.Mark();
        var z = x * y;
        tape.Rewind(mark);
        AssertThrows<InvalidOperationException>(() => use(tape, z), Anew);
        tape.Inputs([5, 6, 7]);
        AssertThrows<InvalidOperationException>(() => use(tape, z), Anew);
    }

    private static readonly TestCaseData[] Releases =
    [
        Release("reset", (tape, mark, _) => tape.Reset()),
        Release("rewind", (tape, mark, _) => tape.Rewind(mark)),
        Release("dispose", (_, _, gradients) => gradients.Dispose()),
        Release("dispose and another sweep", (tape, _, gradients) =>
        {
            gradients.Dispose();
            gradients.Dispose();
            tape.Gradient(tape.Input(1));
        }),
    ];

    [TestCaseSource(nameof(Releases))]
    public void Gradients_after(Action<Tape<double>, Mark, Gradients<double>> release)
    {
        var mark = tape.Mark();
        var gradients = tape.Gradient(x * y);
        release(tape, mark, gradients);
        AssertThrows<InvalidOperationException>(() => _ = gradients[x], Released);
        AssertThrows<InvalidOperationException>(() => gradients.Of([x]), Released);
    }

    [Test]
    public void Gradients_by_a_scalar_that_has_none()
    {
        var gradients = tape.Gradient(x * y);
        var later = x + y;
        Assert.Multiple(() =>
        {
            AssertThrows<InvalidOperationException>(() => _ = gradients[3], FromInputs);
            AssertThrows<InvalidOperationException>(() => _ = gradients[foreign], OtherTape);
            AssertThrows<InvalidOperationException>(() => _ = gradients[later], "Call Gradient again");
            AssertThrows<ArgumentException>(() => gradients.CopyTo([x, y], new double[1]), "2 inputs and 1 places");
            AssertThrows<InvalidOperationException>(() => _ = default(Gradients<double>)[x], Released);
        });
    }

    [Test]
    public void Outputs_that_cannot_be_swept() => Assert.Multiple(() =>
    {
        AssertThrows<InvalidOperationException>(() => tape.Gradient(3), FromInputs);
        AssertThrows<InvalidOperationException>(() => tape.Gradient(x.Detach() * 2), FromInputs);
        AssertThrows<InvalidOperationException>(() => new Tape<double>().Gradient(default(Scalar<double>)), FromInputs);
        AssertThrows<InvalidOperationException>(() => tape.Gradient(foreign), OtherTape);
        AssertThrows<InvalidOperationException>(() => new Tape<double>().Gradient(x), OtherTape);
        AssertThrows<ArgumentException>(() => tape.Gradient([x, y], [1]), "2 outputs and 1 seeds");
        AssertThrows<ArgumentException>(() => tape.Gradient([], []), "at least one output");
    });

    [Test]
    public void Marks_that_cannot_be_rewound_to()
    {
        var (mark, foreignMark) = (tape.Mark(), other.Mark());
        tape.Reset();
        Assert.Multiple(() =>
        {
            AssertThrows<InvalidOperationException>(() => tape.Rewind(mark), "Make a new mark");
            AssertThrows<InvalidOperationException>(() => tape.Rewind(foreignMark), "Rewind to what Mark");
            AssertThrows<InvalidOperationException>(() => tape.Rewind(default), "Rewind to what Mark");
        });
    }

    [Test]
    public void Beyond_the_limit()
    {
        tape = new(limit: 100);
        var inputs = tape.Inputs(new double[100]);
        Assert.Multiple(() =>
        {
            AssertThrows<InvalidOperationException>(() => tape.Input(1), "limit of 100 entries", "Reset()", "Functions.Sum");
            AssertThrows<InvalidOperationException>(() => _ = inputs[0] + inputs[1], "limit of 100 entries");
            AssertThrows<InvalidOperationException>(() => Functions.Sum<Real>(inputs), "limit of 100 entries");
        });
    }

    [Test]
    public void Sizes_that_make_no_sense() => Assert.Multiple(() =>
    {
        Assert.That(() => new Tape<double>(capacity: -1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Tape<double>(limit: 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Tape<double>(capacity: 11, limit: 10), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Tape<double>(limit: 10).Reserve(11), Throws.TypeOf<ArgumentOutOfRangeException>());
    });

    [Test]
    public void Calls_of_the_wrong_shape() => Assert.Multiple(() =>
    {
        AssertThrows<ArgumentException>(() => tape.Record(1, [x, y], [1]), "2 operands and 1 partials");
        AssertThrows<ArgumentException>(() => tape.Inputs([1, 2], new Real[3]), "2 values and 3 places");
        AssertThrows<ArgumentException>(() => x.Named(""));
        AssertThrows<ArgumentException>(() => tape.Input(1, ""));
        AssertThrows<ArgumentException>(() => Real.Clamp(x, 2.0, 1.0));
    });

    private void AssertThrows<TException>(Action action, params string[] remedies) where TException : Exception
    {
        int count = tape.Count;
        var exception = Assert.Throws<TException>(() => action());
        Assert.That(remedies.Where(remedy => !exception!.Message.Contains(remedy, StringComparison.Ordinal)), Is.Empty, exception!.Message);
        Assert.That(tape.Count, Is.EqualTo(count), "nothing is recorded by a call that throws");
    }

    private static TestCaseData Mixture(string name, Func<Tape<double>, Real, Real, Real> f) => new TestCaseData(f).SetArgDisplayNames(name);

    private static TestCaseData Use(string name, Func<Tape<double>, Real, Real> f) => new TestCaseData(f).SetArgDisplayNames(name);

    private static TestCaseData Release(string name, Action<Tape<double>, Mark, Gradients<double>> f) => new TestCaseData(f).SetArgDisplayNames(name);
}
