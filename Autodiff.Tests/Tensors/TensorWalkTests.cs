using System.Numerics;

namespace Autodiff.Tests.Tensors;

/// <summary>Every row of <see cref="TensorCases"/> through every check; and wrong operations, which the checks must catch.</summary>
internal sealed class TensorWalkTests
{
    private static readonly object[] Sabotages =
    [
        new object[] { new Doubled(valueBy: 2.001), "doubled [3]: value: operands row-major: element 0" },
        new object[] { new Doubled(pullbackBy: 2.001), "doubled [3]: adjoint identity: input 0" },
        new object[] { new Doubled(pullbackBy: 2.001), "doubled [3]: differences: FAIL ⟨v, f⟩" },
        new object[] { new Doubled(pullbackBy: 2.001), "doubled [3]: jacobian: FAIL element 0 of the result" },
        new object[] { new Doubled(tangentBy: 2.001), "doubled [3]: adjoint identity: input 0" },
        new object[] { new Doubled(power: 2, pullbackBy: 2, reads: Reads.Result), "doubled [3]: reads: pullback of doubled to operand 0, which reads Result" },
        new object[] { new Doubled(power: 2, tangentBy: 2, pullbackBy: 2, detaches: true), "doubled [3]: second order: FAIL ⟨r, Jᵀ v⟩" },
    ];

    private static IEnumerable<TestCaseData> Rows => TensorCases.All.Select(row => new TestCaseData(row).SetArgDisplayNames($"{row}"));

    [TestCaseSource(nameof(Rows))]
    public void Holds(object row) => Assert.That(TensorChecks.Failures((TensorCase)row), Is.Empty);

    [Test]
    public void Names_of_rows_are_unique() => Assert.That(TensorCases.All.Select(row => $"{row}"), Is.Unique);

    [TestCaseSource(nameof(Sabotages))]
    public void A_wrong_operation_is_caught(object row, string failure) =>
        Assert.That(TensorChecks.Failures((TensorCase)row), Has.Some.StartsWith(failure));

    [Test]
    public void A_right_operation_of_a_user_passes() => Assert.That(TensorChecks.Failures(new Doubled()), Is.Empty);

    /// <summary>2x, or x², with numbers that can be wrong.</summary>
    private sealed class Doubled(
        int power = 1, double valueBy = 2, double pullbackBy = 2, double tangentBy = 2, Reads reads = Reads.Everything, bool detaches = false) : TensorCase("doubled", [3])
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) =>
            Tensor<T>.Apply(new Operation<T>(power, valueBy, pullbackBy, tangentBy, reads, detaches), x[0]);

        public override NaiveArray Expected(NaiveArray[] x) =>
            new(x[0].Shape, Array.ConvertAll(x[0].Items, item => power == 1 ? 2 * item : item * item));

        private sealed record Operation<T>(int Power, double ValueBy, double PullbackBy, double TangentBy, Reads Read, bool Detaches) : ITensorOperation<T>
            where T : IFloatingPointIeee754<T>
        {
            public string Name => "doubled";

            public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

            public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
            {
                for (int i = 0; i < y.Length; i++)
                {
                    T item = x[0].Span[i];
                    y.Span[i] = Power == 1 ? T.CreateChecked(ValueBy) * item : item * item;
                }
            }

            public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => By(PullbackBy, x[0], adjoint);

            public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => By(TangentBy, x[0], tangent);

            public Reads Reads(int operand) => Read;

            private Tensor<T> By(double factor, Tensor<T> x, Tensor<T> weight) =>
                Power == 1 ? weight * T.CreateChecked(factor) : weight * (Detaches ? x.Detach() : x) * T.CreateChecked(factor);
        }
    }
}
