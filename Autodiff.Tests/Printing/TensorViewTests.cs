using System.Globalization;
using VerifyNUnit;

namespace Autodiff.Tests.Printing;

/// <summary>Every view of tapes of tensors.</summary>
public class TensorViewTests
{
    // The last digits of long sums of floats depend on the order of summation.
    private static readonly PrintOptions FewDigits = new() { Digits = 4 };

    [Test]
    public Task Network_as_table() => Network((tape, gradients) => TapeTable.Of(tape, gradients));

    [Test]
    public Task Network_as_table_with_all_adjoints() => Network((tape, gradients) => TapeTable.Of(tape, gradients), keepsAdjoints: true);

    [Test]
    public Task Network_as_listing() => Network((tape, _) => TapeListing.Of(tape));

    [Test]
    public Task Network_as_trace()
    {
        var (tape, output) = TensorTapes.Network();
        return Verifier.Verify(TapeTrace.Of(tape, output));
    }

    [Test]
    public Task Network_as_latex() => Network((tape, gradients) => TapeLatex.Of(tape, gradients));

    [Test]
    public Task Network_as_mermaid() => Network((tape, gradients) => TapeGraph.Mermaid(tape, gradients));

    [Test]
    public Task Network_as_dot() => Network((tape, gradients) => TapeGraph.Dot(tape, gradients));

    [Test]
    public Task Mixed_as_table() => Mixed((tape, gradients) => TapeTable.Of(tape, gradients));

    [Test]
    public Task Mixed_as_listing() => Mixed((tape, _) => TapeListing.Of(tape));

    [Test]
    public Task Mixed_as_trace()
    {
        var (tape, output) = TensorTapes.Mixed();
        return Verifier.Verify(TapeTrace.Of(tape, output));
    }

    [Test]
    public Task Mixed_as_latex() => Mixed((tape, gradients) => TapeLatex.Of(tape, gradients));

    [Test]
    public Task Mixed_as_mermaid() => Mixed((tape, gradients) => TapeGraph.Mermaid(tape, gradients));

    [Test]
    public Task Mixed_as_dot() => Mixed((tape, gradients) => TapeGraph.Dot(tape, gradients));

    [Test]
    public Task Large_as_table() => Large((tape, gradients) => TapeTable.Of(tape, gradients, FewDigits));

    [Test]
    public Task Large_as_listing() => Large((tape, _) => TapeListing.Of(tape, FewDigits));

    [Test]
    public Task Large_as_trace()
    {
        var (tape, output) = TensorTapes.Large();
        return Verifier.Verify(TapeTrace.Of(tape, output, FewDigits));
    }

    [Test]
    public Task Large_as_latex() => Large((tape, gradients) => TapeLatex.Of(tape, gradients, FewDigits));

    [Test]
    public Task Large_as_mermaid() => Large((tape, gradients) => TapeGraph.Mermaid(tape, gradients, FewDigits));

    [Test]
    public Task Large_as_dot() => Large((tape, gradients) => TapeGraph.Dot(tape, gradients, FewDigits));

    [Test]
    public Task Classifier_as_table() => Classifier((tape, gradients) => TapeTable.Of(tape, gradients));

    [Test]
    public Task Classifier_as_listing() => Classifier((tape, _) => TapeListing.Of(tape));

    [Test]
    public Task Classifier_as_trace()
    {
        var (tape, output) = TensorTapes.Classifier();
        return Verifier.Verify(TapeTrace.Of(tape, output));
    }

    [Test]
    public Task Classifier_as_latex() => Classifier((tape, gradients) => TapeLatex.Of(tape, gradients));

    [Test]
    public Task Classifier_as_mermaid() => Classifier((tape, gradients) => TapeGraph.Mermaid(tape, gradients));

    [Test]
    public Task Checkpoints_as_listing() => Verifier.Verify(TapeListing.Of(TensorTapes.Checkpoints().Tape));

    [Test]
    public void Constants_are_printed_with_their_names()
    {
        var tape = new Tape<double>();
        var w = tape.Input(Tensor.Of(new[,] { { 1.0 }, { 2 } }), "W");
        _ = tape.Constant(Tensor.Of(new[,] { { 1.0, 2 } })).Named("X").MatMul(w);
        _ = tape.Constant([1, 2], [3.0, 4]).Named("my data").MatMul(w);
        _ = tape.Constant([1, 2], [3.0, 4]).MatMul(w);
        string[] equations =
        [
            "v2 = matmul(X, W) = double[1, 1] [[5]]",
            "v3 = matmul(\"my data\", W) = double[1, 1] [[11]]",
            "v4 = matmul(const[1, 2], W) = double[1, 1] [[11]]",
        ];
        Assert.That(tape.Read().Skip(1).Select(entry => entry.ToString()), Is.EqualTo(equations));
    }

    [Test]
    public void The_name_of_a_constant_is_gone_with_it()
    {
        var tape = new Tape<double>();
        _ = tape.Constant(Tensor.Of(1.0, 2)).Named("old");
        tape.Reset();
        _ = tape.Constant(Tensor.Of(1.0, 2)) * tape.Input(Tensor.Of(3.0, 4), "x");
        Assert.That(tape.Read()[1].ToString(), Does.StartWith("v2 = const[2] x"));
    }

    [Test]
    public void Digits_and_items_that_were_asked_for_are_shown_whatever_room_there_is()
    {
        var tape = new Tape<double>();
        tape.Input(Tensor.Linspace(0.0, 1, 8), "x");
        Assert.Multiple(() =>
        {
            Assert.That(TapeListing.Of(tape), Does.EndWith("[0  0.142857  …  0.857143  1]"));
            Assert.That(TapeListing.Of(tape, new() { Digits = 9 }), Does.EndWith("[0  0.142857143  …  1]"));
            Assert.That(TapeListing.Of(tape, new() { Digits = 9, MaxItems = 5 }), Does.EndWith("[0  0.142857143  0.285714286  …  0.857142857  1]"));
            Assert.That(TapeListing.Of(tape, new() { Digits = 2, MaxItems = 8 }), Does.EndWith("[0  0.14  0.29  0.43  0.57  0.71  0.86  1]"));
        });
    }

    [Test]
    public void Entries_of_tensors_read_as_equations()
    {
        var (tape, _) = TensorTapes.Mixed();
        string[] equations =
        [
            "a = 2",
            "b = -0.5",
            "x = double[2, 3] [[1  2  3], [4  5  6]]",
            "v4 = stack(a, b, 3) = double[3] [2  -0.5  3]",
            "p = x v4 = double[2, 3] [[2  -1  9], [8  -2.5  18]]",
            "v6 = p[1, 2] = 18",
            "v7 = stack(a) = double[] 2",
            "v8 = x / v7 = double[2, 3] [[0.5  1  1.5], [2  2.5  3]]",
            "v9 = v6 b = -9",
            "v10 = sum(v8, axes [0, 1]) = double[] 10.5",
            "v11 = toScalar(v10) = 10.5",
            "v12 = v9 + v11 = 1.5",
            "v13 = p[0, 1] = -1",
            "z = v12 + v13 = 0.5",
        ];
        Assert.That(tape.Read().Select(entry => entry.ToString()), Is.EqualTo(equations));
    }

    [Test]
    public void A_row_of_a_user_has_its_formulas_on_tensors_too()
    {
        var tape = new Tape<double>();
        _ = Tensor<double>.Lift<Cubed>(tape.Input(Tensor.Of(1.0, 2)));
        Assert.Multiple(() =>
        {
            Assert.That(tape.Read()[1].ToString(), Is.EqualTo("v2 = v1³ = double[2] [1  8]"));
            Assert.That(TapeTable.Of(tape), Does.Contain("∂v2/∂v1 = 3v1²"));
        });
    }

    [Test]
    public void A_sweep_for_a_trace_leaves_the_tape_as_it_was()
    {
        var (tape, output) = TensorTapes.Network();
        TapeTrace.Of(tape, output);
        Assert.That(tape.KeepsAdjoints, Is.False);
    }

    [Test]
    public void Tables_and_traces_of_tensors_fit_on_a_slide()
    {
        var (network, loss) = TensorTapes.Network();
        var (mixed, scalar) = TensorTapes.Mixed();
        var (large, sum) = TensorTapes.Large();
        var (classifier, entropy) = TensorTapes.Classifier();
        string[] views =
        [
            TapeTable.Of(network, network.Gradient(loss)),
            TapeTrace.Of(network, loss),
            TapeTable.Of(mixed, mixed.Gradient(scalar)),
            TapeTrace.Of(mixed, scalar),
            TapeTable.Of(large, large.Gradient(sum)),
            TapeTrace.Of(large, sum),
            TapeTable.Of(classifier, classifier.Gradient(entropy)),
            TapeTrace.Of(classifier, entropy),
            TapeListing.Of(classifier),
        ];
        Assert.That(views.Select(view => view.Split('\n').Max(line => new StringInfo(line).LengthInTextElements)), Has.All.LessThanOrEqualTo(120));
    }

    private static Task Network(Func<Tape<double>, Gradients<double>, string> view, bool keepsAdjoints = false)
    {
        var (tape, output) = TensorTapes.Network();
        tape.KeepsAdjoints = keepsAdjoints;
        return Verifier.Verify(view(tape, tape.Gradient(output)));
    }

    private static Task Classifier(Func<Tape<double>, Gradients<double>, string> view)
    {
        var (tape, output) = TensorTapes.Classifier();
        return Verifier.Verify(view(tape, tape.Gradient(output)));
    }

    private static Task Mixed(Func<Tape<double>, Gradients<double>, string> view)
    {
        var (tape, output) = TensorTapes.Mixed();
        return Verifier.Verify(view(tape, tape.Gradient(output)));
    }

    private static Task Large(Func<Tape<float>, Gradients<float>, string> view)
    {
        var (tape, output) = TensorTapes.Large();
        return Verifier.Verify(view(tape, tape.Gradient(output)));
    }

    private readonly struct Cubed : IUnaryOperation
    {
        public static string Name => "cubed";
        public static (string Value, string Derivative) Formula => ("x³", "3x²");
        public static ReadOnlySpan<double> Samples => [-1, 2];
        public static T Value<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x * x * x;
        public static T Derivative<T>(T x, T y) where T : System.Numerics.IFloatingPointIeee754<T> => T.CreateChecked(3) * x * x;
    }
}
