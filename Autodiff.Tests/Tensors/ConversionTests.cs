using System.Runtime.InteropServices;
using Numerics = System.Numerics.Tensors;

namespace Autodiff.Tests.Tensors;

public class ConversionTests
{
    private static readonly double[,] Matrix = { { 1, 2, 3 }, { 4, 5, 6 } };

    [Test]
    public void Vectors() => Assert.Multiple(() =>
    {
        Expect(Tensor.Of(1.0, 2, 3), [3], [1, 2, 3]);
        Expect(Tensor.Of(new double[] { 1, 2 }), [2], [1, 2]);
        Expect(Tensor.Of(Array.Empty<double>()), [0], []);
    });

    [Test]
    public void Rectangular_arrays_there_and_back() => Assert.Multiple(() =>
    {
        double[,,] cube = { { { 1, 2 }, { 3, 4 }, { 5, 6 } } };
        Expect(Tensor.Of(Matrix), [2, 3], [1, 2, 3, 4, 5, 6]);
        Expect(Tensor.Of(cube), [1, 3, 2], [1, 2, 3, 4, 5, 6]);
        Assert.That(Tensor.Of(Matrix).ToArray2D(), Is.EqualTo(Matrix));
        Assert.That(Tensor.Of(cube).ToArray3D(), Is.EqualTo(cube));
        Assert.That(Tensor.Of(new double[0, 3]).ToArray2D(), Is.EqualTo(new double[0, 3]));
    });

    [Test]
    public void Jagged_arrays_there_and_back() => Assert.Multiple(() =>
    {
        double[][] rows = [[1, 2, 3], [4, 5, 6]];
        double[][][] matrices = [[[1, 2, 3]], [[4, 5, 6]]];
        Expect(Tensor.Of(rows), [2, 3], [1, 2, 3, 4, 5, 6]);
        Expect(Tensor.Of(matrices), [2, 1, 3], [1, 2, 3, 4, 5, 6]);
        Assert.That(Tensor.Of(rows).ToJagged(), Is.EqualTo(rows));
        Assert.That(Tensor.Of(matrices).ToJagged3D(), Is.EqualTo(matrices));
        Expect(Tensor.Of(Array.Empty<double[]>()), [0, 0], []);
        Expect(Tensor.Of(new double[][][] { [], [] }), [2, 0, 0], []);
    });

    [Test]
    public void Ragged_arrays_are_refused_by_row() => Assert.Multiple(() =>
    {
        Assert.That(() => Tensor.Of(new double[][] { [1, 2], [3, 4], [5] }), Throws.ArgumentException.With.Message.Contains("row 2 has the length 1 and row 0 the length 2"));
        Assert.That(() => Tensor.Of(new double[][] { [1, 2], null! }), Throws.ArgumentException.With.Message.Contains("row 1 is null"));
        Assert.That(() => Tensor.Of(new double[][][] { [[1], [2]], [[3]] }), Throws.ArgumentException.With.Message.Contains("matrix 1 has the length 1"));
        Assert.That(() => Tensor.Of(new double[][][] { [[1], [2]], [[3], []] }), Throws.ArgumentException.With.Message.Contains("row [1][1] has the length 0"));
    });

    [Test]
    public void A_shape_needs_its_number_of_elements() => Assert.That(
        () => Tensor.Of([2, 3], [1.0, 2]), Throws.ArgumentException.With.Message.Contains("the shape [2, 3] has 6 elements, and 2 were given"));

    [Test]
    public void Other_ranks_are_refused() => Assert.That(
        () => Tensor.Of(1.0, 2).ToArray2D(), Throws.InvalidOperationException.With.Message.Contains("ToArray2D needs 2 axes, and the shape [2] has 1"));

    [Test]
    public void Of_copies_and_Share_does_not()
    {
        double[] items = [1, 2];
        var (copy, shared) = (Tensor.Of(items), Tensor.Share([2], items));
        items[0] = 9;
        Assert.Multiple(() =>
        {
            Expect(copy, [2], [1, 2]);
            Expect(shared, [2], [9, 2]);
        });
    }

    [Test]
    public void Made_tensors() => Assert.Multiple(() =>
    {
        Expect(Tensor.Scalar(3.0), [], [3]);
        Expect(Tensor.Zeros<double>([2]), [2], [0, 0]);
        Expect(Tensor.Ones<double>([1, 2]), [1, 2], [1, 1]);
        Expect(Tensor.Full([2], 7.0), [2], [7, 7]);
        Expect(Tensor.Identity<double>(3), [3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
        Expect(Tensor.Identity<double>(0), [0, 0], []);
        Expect(Tensor.Range(2.0, 3), [3], [2, 3, 4]);
        Expect(Tensor.Range(2.0, 3, -0.5), [3], [2, 1.5, 1]);
        Expect(Tensor.Linspace(0.0, 1, 5), [5], [0, 0.25, 0.5, 0.75, 1]);
        Expect(Tensor.Linspace(3.0, 4, 1), [1], [3]);
        Assert.That(Tensor.Linspace(0.1, 0.7, 50).ToArray()[^1], Is.EqualTo(0.7));
    });

    [Test]
    public void Whole_numbers_are_held_exactly_or_refused()
    {
        int[] labels = [2, 0, 1];
        Assert.Multiple(() =>
        {
            Expect(Tensor.Indices<double>(labels), [3], [2, 0, 1]);
            Expect(Tensor.Indices<double>(int.MinValue, -1, int.MaxValue), [3], [int.MinValue, -1, int.MaxValue]);
            Expect(Tensor.Indices<double>(), [0], []);
            Assert.That(Tensor.Indices<float>(1 << 24, -(1 << 24)).ToArray(), Is.EqualTo(new float[] { 1 << 24, -(1 << 24) }));
            Assert.That(() => Tensor.Indices<float>(0, (1 << 24) + 1), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("Single does not hold the number at place 1"));
            Assert.That(() => Tensor.Indices<float>(int.MaxValue), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => Tensor.Indices<Half>(100000), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public void Random_numbers_have_the_moments_of_their_distribution()
    {
        double[] uniform = Tensor.Uniform([200, 500], new Random(1), 2.0, 5).ToArray();
        double[] normal = Tensor.Normal([200, 500], new Random(2), -1.0, 3).ToArray();
        Assert.Multiple(() =>
        {
            // Five standard errors of 1e5 draws: σ/√n of the mean, σ²√((kurtosis - 1)/n) of the variance.
            Assert.That(uniform, Is.All.InRange(2, 5));
            Assert.That(Moment(uniform, 1, 0), Is.EqualTo(3.5).Within(0.014));
            Assert.That(Moment(uniform, 2, 3.5), Is.EqualTo(0.75).Within(0.0107));
            Assert.That(Moment(normal, 1, 0), Is.EqualTo(-1).Within(0.048));
            Assert.That(Moment(normal, 2, -1), Is.EqualTo(9).Within(0.2));
            Assert.That(Moment(normal, 4, -1), Is.EqualTo(243).Within(13)); // 3 σ⁴
        });

        static double Moment(double[] x, int power, double center) => x.Average(item => Math.Pow(item - center, power));
    }

    [Test]
    public void The_same_seed_gives_the_same_numbers_in_any_precision()
    {
        double[] wide = Tensor.Normal<double>([7], new Random(3)).ToArray();
        float[] narrow = Tensor.Normal<float>([7], new Random(3)).ToArray();
        Assert.That(narrow, Is.EqualTo(Array.ConvertAll(wide, x => (float)x)));
    }

    [Test]
    public void Uniform_numbers_of_a_narrow_type_stay_below_one() =>
        Assert.That(Tensor.Uniform<Half>([10000], new Random(4)).ToArray(), Is.All.LessThan((Half)1)); // 2^-12 of them round to 1

    [Test]
    public void Tensor_spans_share_the_memory_where_the_layout_allows()
    {
        var matrix = Tensor.Of(Matrix);
        var tall = Tensor.Of(1.0, 2).Reshape(2, 1).BroadcastTo([2, 3]);
        Assert.Multiple(() =>
        {
            Assert.That(IsShared(matrix), Is.True);
            Assert.That(IsShared(tall), Is.True);
            Assert.That(IsShared(View(matrix, [3, 2], [1, 3], 0)), Is.True);
            Assert.That(IsShared(View(matrix, [2, 1, 2], [3, 7, 1], 1)), Is.True);
            Assert.That(IsShared(View(matrix, [6], [-1], 5)), Is.False);
            Assert.That(IsShared(View(matrix, [4, 3], [1, 1], 0)), Is.False);
        });
    }

    [Test]
    public void Tensor_spans_show_the_same_elements() => Assert.Multiple(() =>
    {
        var matrix = Tensor.Of(Matrix);
        foreach (var tensor in new[]
        {
            matrix,
            matrix.Sum(0).Reshape(3, 1).BroadcastTo([2, 3, 4]),
            View(matrix, [3, 2], [1, 3], 0),
            View(matrix, [2, 1, 2], [3, 7, 1], 1),
            View(matrix, [6], [-1], 5),
            View(matrix, [4, 3], [1, 1], 0),
            View(matrix, [1, 2], [0, 3], 2),
            Tensor.Zeros<double>([0, 3]),
        })
        {
            Expect(Tensor.Of(tensor.AsReadOnlyTensorSpan()), tensor.Shape, tensor.ToArray());
            Expect(Tensor.Of(tensor.ToNumericsTensor()), tensor.Shape, tensor.ToArray());
        }
    });

    [Test]
    public void A_single_number_is_a_vector_of_one_in_tensors_of_dotnet() => Expect(Tensor.Of(Tensor.Scalar(3.0).ToNumericsTensor()), [1], [3]);

    [Test]
    public void Tensors_of_dotnet_are_copied_both_ways()
    {
        double[] items = [1, 2];
        var theirs = Numerics.Tensor.Create(items);
        var ours = Tensor.Of(theirs);
        var back = ours.ToNumericsTensor();
        theirs[0] = 9;
        back[1] = 9;
        Expect(ours, [2], [1, 2]);
    }

    [Test]
    public void A_default_span_is_an_empty_vector() => Expect(Tensor.Of(default(Numerics.TensorSpan<double>)), [0], []);

    private static Tensor<double> View(Tensor<double> tensor, int[] lengths, int[] strides, int offset) =>
        new(new TensorNode<double> { Layout = new(Shape.Of(lengths), Integers.Of(strides), offset), Buffer = tensor.Node.Buffer });

    private static bool IsShared(Tensor<double> tensor)
    {
        ref readonly double first = ref tensor.AsReadOnlyTensorSpan().GetPinnableReference();
        return MemoryMarshal.CreateReadOnlySpan(in first, 1) == tensor.Items.AsSpan(tensor.Layout.Offset, 1);
    }

    private static void Expect(Tensor<double> tensor, Shape shape, double[] items) =>
        Assert.That((tensor.Shape, string.Join(' ', tensor.ToArray())), Is.EqualTo((shape, string.Join(' ', items))));
}
