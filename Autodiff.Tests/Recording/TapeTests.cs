using System.Runtime.CompilerServices;
using Autodiff.Operations;
using Real = Autodiff.Scalar<double>;

namespace Autodiff.Tests.Recording;

/// <summary>What a tape does: records, sweeps, forgets, and keeps its memory.</summary>
public class TapeTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

    [Test]
    public void Inputs_have_their_values_and_derivative_1_by_themselves()
    {
        var x = tape.Inputs([1, 2]);
        var z = new Real[2];
        tape.Inputs([3, 4], z);
        Assert.Multiple(() =>
        {
            Assert.That(x.Concat(z).Select(input => input.Value), Is.EqualTo([1, 2, 3, 4]));
            Assert.That(tape.Count, Is.EqualTo(4));
            Assert.That(tape.Gradient(x[1]).Of([.. x, .. z]), Is.EqualTo([0, 1, 0, 0]));
        });
    }

    [Test]
    public void Sweeps_of_one_tape_are_independent_values()
    {
        var (x, y) = (tape.Input(3), tape.Input(5));
        var (sum, product) = (x + y, x * y);
        var (ofSum, ofProduct) = (tape.Gradient(sum), tape.Gradient(product));
        var later = tape.Gradient(Real.Sin(x));
        Assert.Multiple(() =>
        {
            Assert.That(ofSum.Of([x, y]), Is.EqualTo([1, 1]));
            Assert.That(ofProduct.Of([x, y]), Is.EqualTo([5, 3]));
            Assert.That(later.Of([x, y]), Is.EqualTo([Math.Cos(3), 0]));
        });
    }

    [Test]
    public void Every_entry_has_an_adjoint()
    {
        var x = tape.Input(3);
        var square = x * x;
        var result = Real.Exp(square);
        var gradient = tape.Gradient(result);
        Assert.That(gradient.Of([result, square, x]), Is.EqualTo([1, Math.Exp(9), 6 * Math.Exp(9)]).Within(1).Ulps);
    }

    [Test]
    public void Seeds_weigh_the_outputs()
    {
        var (x, y) = (tape.Input(3), tape.Input(5));
        var (sum, product) = (x + y, x * y);
        Assert.Multiple(() =>
        {
            Assert.That(tape.Gradient(product, seed: 2).Of([x, y]), Is.EqualTo([10, 6]));
            Assert.That(tape.Gradient([sum, product], [10, 2]).Of([x, y]), Is.EqualTo([20, 16]));
            Assert.That(tape.Gradient([sum, sum], [1, 2]).Of([x, y]), Is.EqualTo([3, 3]), "an output may occur twice");
            Assert.That(tape.Gradient([product, x], [1, 1])[x], Is.EqualTo(6), "an output may be an input");
        });
    }

    /// <summary>The adjoint of a variable used several times is the sum over its uses (lecture, section 4.21).</summary>
    [Test]
    public void Fan_out_accumulates()
    {
        var x = tape.Input(3);
        (Real Result, double Derivative)[] table =
        [
            (x * x, 6), (x + x, 2), (x - x, 0), (x / x, 0), (x * x * x, 27), ((x * x) + (x * x), 12),
            (Real.Pow(x, x), 27 * (Math.Log(3) + 1)), (Functions.Sum<Real>([x, x, x]), 3), (Functions.Dot<Real>([x, x], [x, 2]), 8),
            (Real.FusedMultiplyAdd(x, x, x), 7),
        ];
        Assert.That(table.Select(row => tape.Gradient(row.Result)[x]), Is.EqualTo(table.Select(row => row.Derivative)).Within(4).Ulps);
    }

    [Test]
    public void The_order_of_operands_is_kept_with_constants_on_either_side()
    {
        var x = tape.Input(4);
        Real two = 2;
        (Real Result, double Value, double Derivative)[] table =
        [
            (x - 2, 2, 1), (2 - x, -2, -1), (x - two, 2, 1), (two - x, -2, -1),
            (x / 2, 2, 0.5), (2 / x, 0.5, -0.125), (x / two, 2, 0.5), (two / x, 0.5, -0.125),
            (x + 2, 6, 1), (2 + x, 6, 1), (x + two, 6, 1), (two + x, 6, 1),
            (x * 2, 8, 2), (2 * x, 8, 2), (x * two, 8, 2), (two * x, 8, 2),
            (x % 3, 1, 1), (9 % x, 1, -2), (Real.Pow(x, 2), 16, 8), (Real.Pow(2, x), 16, 16 * Math.Log(2)),
            (Real.Atan2(x, 3), Math.Atan2(4, 3), 0.12), (Real.Atan2(3, x), Math.Atan2(3, 4), -0.12),
            (x + 2f, 6, 1), (x * 2, 8, 2),
        ];
        Assert.Multiple(() =>
        {
            Assert.That(table.Select(row => row.Result.Value), Is.EqualTo(table.Select(row => row.Value)));
            Assert.That(table.Select(row => tape.Gradient(row.Result)[x]), Is.EqualTo(table.Select(row => row.Derivative)).Within(4).Ulps);
        });
    }

    [Test]
    public void Constants_record_nothing()
    {
        tape.Input(1);
        Real a = 2, b = 3;
        Real[] results = [a + b, -a, a * 2, Real.Exp(a), Real.Pow(a, b), Real.Clamp(a, 0.0, b), Functions.Sum<Real>([a, b]), Real.Zero, a.Named("a")];
        Assert.Multiple(() =>
        {
            Assert.That(results.Select(result => result.Tape), Is.All.Null);
            Assert.That(tape.Count, Is.EqualTo(1));
        });
    }

    [Test]
    public void A_detached_scalar_is_a_constant()
    {
        var x = tape.Input(3);
        Assert.Multiple(() =>
        {
            Assert.That(x.Detach().Tape, Is.Null);
            Assert.That(tape.Gradient(x * x.Detach())[x], Is.EqualTo(3));
        });
    }

    [Test]
    public void Record_takes_a_value_and_partials_as_they_are()
    {
        var (x, y) = (tape.Input(3), tape.Input(5));
        var result = tape.Record(7, [x, 4, y], [0.5, 100, -2], "custom");
        Assert.Multiple(() =>
        {
            Assert.That(result.Value, Is.EqualTo(7));
            Assert.That(tape.Gradient(result * 10).Of([x, y]), Is.EqualTo([5, -20]));
            Assert.That(tape.Read()[result.Index].Label, Is.EqualTo("custom"));
            Assert.That(tape.Record(1, [], []).Tape, Is.Null, "of nothing: a constant");
        });
    }

    [Test]
    public void Names_are_kept_replaced_and_forgotten()
    {
        var x = tape.Input(1, "x");
        (x * 2).Named("double").Named("twice");
        Assert.That(tape.Read().Select(entry => entry.Name), Is.EqualTo(["x", "twice"]));
        tape.Reset();
        Assert.That(tape.Names, Is.Empty);
    }

    [Test]
    public void Reset_starts_anew()
    {
        tape.Gradient(tape.Input(3) * 2);
        tape.Reset();
        var x = tape.Input(5);
        Assert.Multiple(() =>
        {
            Assert.That(tape.Count, Is.EqualTo(1));
            Assert.That(tape.Gradient(x * x)[x], Is.EqualTo(10));
        });
    }

    [Test]
    public void Rewind_forgets_what_follows_the_mark_and_nothing_else()
    {
        var x = tape.Input(3, "x");
        var kept = tape.Gradient(x * x);
        var outer = tape.Mark();
        var y = Functions.Sum<Real>([x, x]).Named("y");
        var inner = tape.Mark();
        _ = Functions.Norm<Real>([x, y]).Named("z");

        tape.Rewind(inner);
        Assert.That(tape.Gradient(Real.Exp(y) * x)[x], Is.EqualTo(7 * Math.Exp(6)).Within(4).Ulps, "y lives");
        tape.Rewind(inner);
        Assert.That(tape.Gradient(Functions.Dot<Real>([x, y], [y, x]))[x], Is.EqualTo(24), "y lives still");
        tape.Rewind(outer);
        Assert.Multiple(() =>
        {
            Assert.That(tape.Count, Is.EqualTo(2));
            Assert.That(tape.Names.Keys, Is.EqualTo([0]));
            Assert.That(tape.Gradient(x * x * x)[x], Is.EqualTo(27), "x lives");
            Assert.That(kept[x], Is.EqualTo(6), "gradients from before the mark live");
            Assert.That(() => y + 1, Throws.InvalidOperationException);
            Assert.That(() => tape.Rewind(inner), Throws.InvalidOperationException);
        });
    }

    [Test]
    public void A_value_recorded_in_place_of_a_forgotten_one_is_not_taken_for_it()
    {
        var x = tape.Input(3);
        var mark = tape.Mark();
        var old = x * 2;
        tape.Rewind(mark);
        var present = x * 5;
        Assert.Multiple(() =>
        {
            Assert.That(present.Index, Is.EqualTo(old.Index));
            Assert.That(() => x + old, Throws.InvalidOperationException);
            Assert.That(tape.Gradient(x + present)[x], Is.EqualTo(6));
        });
    }

    /// <summary>A chunk holds 65,536 entries: below, at and beyond the boundaries of the first two.</summary>
    [TestCase(Tape<double>.ChunkLength - 1)]
    [TestCase(Tape<double>.ChunkLength)]
    [TestCase(Tape<double>.ChunkLength + 1)]
    [TestCase(2 * Tape<double>.ChunkLength)]
    [TestCase((2 * Tape<double>.ChunkLength) + 1)]
    public void Long_recordings_cross_chunks(int count)
    {
        var x = tape.Input(1);
        var y = x;
        var mark = tape.Mark();
        for (int repetition = 0; repetition < 2; repetition++)
        {
            tape.Rewind(mark); // back across the chunks, then forward again over the same memory
            y = x;
            while (tape.Count < count)
            {
                y += x;
            }

            Assert.That(tape.Gradient(y)[x], Is.EqualTo(count));
        }

        Assert.That(y.Value, Is.EqualTo(count));
    }

    [Test]
    public void Rewind_to_each_side_of_a_chunk_boundary()
    {
        var fresh = new Tape<double>();
        var x = fresh.Input(1);
        var marks = new List<(Mark Mark, Real Last)>();
        Real y = x;
        while (fresh.Count < Tape<double>.ChunkLength + 2)
        {
            y += x;
            if (fresh.Count >= Tape<double>.ChunkLength - 1)
            {
                marks.Add((fresh.Mark(), y));
            }
        }

        marks.Reverse();
        foreach (var (mark, last) in marks)
        {
            fresh.Rewind(mark);
            Assert.That(fresh.Gradient((last * 2) + Functions.Sum<Real>([x, last]))[x], Is.EqualTo((3 * last.Value) + 1), $"{fresh.Count}");
        }
    }

    [Test]
    public void Wide_entries_survive_the_growth_of_their_arrays()
    {
        var x = tape.Inputs([1, 2, 3]);
        var y = Functions.Norm<Real>(x);
        for (int i = 0; i < 10_000; i++)
        {
            y = Functions.Sum<Real>([y, x[0], 1]);
        }

        Assert.That(tape.Gradient(y).Of(x), Is.EqualTo([10_000 + (1 / Math.Sqrt(14)), 2 / Math.Sqrt(14), 3 / Math.Sqrt(14)]).Within(1e-12));
    }

    [Test]
    public void Ten_million_entries_in_one_chain_are_swept_by_a_loop()
    {
        var deep = new Tape<double>();
        var x = deep.Input(0);
        var y = x;
        for (int i = 0; i < 10_000_000; i++)
        {
            y += 1;
        }

        Assert.That(deep.Gradient(y)[x], Is.EqualTo(1));
    }

    [Test]
    public void Reserve_makes_room_and_trim_returns_it()
    {
        var own = new Tape<double>(capacity: 100);
        own.Reserve(200_000);
        long reserved = own.EntryBytes;
        var x = own.Input(1);
        for (var y = x; own.Count < 200_000; y += x)
        {
        }

        long recorded = own.EntryBytes;
        own.Reset();
        own.Trim();
        x = own.Input(2);
        Assert.Multiple(() =>
        {
            Assert.That(recorded, Is.EqualTo(reserved), "the recording took nothing more");
            Assert.That(reserved, Is.GreaterThanOrEqualTo(200_000 * Unsafe.SizeOf<Entry<double>>()));
            Assert.That(own.EntryBytes, Is.LessThan(reserved / 2));
            Assert.That(own.Gradient(x * x)[x], Is.EqualTo(4));
        });
    }

    [Test]
    public void Trim_keeps_the_recording()
    {
        var x = tape.Inputs([1, 2, 3]);
        var y = Functions.Sum<Real>(x) * x[2];
        tape.Trim();
        Assert.That(tape.Gradient(y + Functions.Sum<Real>(x)).Of(x), Is.EqualTo([4, 4, 10]));
    }

    [Test]
    public void An_operation_takes_at_most_34_bytes() => Assert.That(Unsafe.SizeOf<Entry<double>>(), Is.LessThanOrEqualTo(34));

    private static readonly TestCaseData[] WarmLoops =
    [
        Loop("scalars", (tape, x) => Real.Exp(x[0]) * x[1] / (1 + (x[2] * x[2]))),
        Loop("ternary", (tape, x) => Real.FusedMultiplyAdd(x[0], x[1], x[2])),
        Loop("n-ary", (tape, x) => Functions.LogSumExp<Real>(x) + Functions.Norm<Real>(x)),
        Loop("names", (tape, x) => (x[0] * x[1]).Named("product")),
        Loop("labels", (tape, x) => tape.Record(1, x, [1, 2, 3], "mine")),
        Loop("rewinds", (tape, x) =>
        {
            var sum = x[0];
            for (int i = 0; i < 10; i++)
            {
                var mark = tape.Mark();
                double part = tape.Gradient(x[0] * x[1])[x[0]];
                tape.Rewind(mark);
                sum += part;
            }

            return sum;
        }),
        Loop("several chunks", (tape, x) =>
        {
            var sum = x[0];
            while (tape.Count < 140_000)
            {
                sum += x[1];
            }

            return sum;
        }),
    ];

    [TestCaseSource(nameof(WarmLoops))]
    public void A_warm_gradient_allocates_nothing(Func<Tape<double>, Real[], Real> f)
    {
        var (x, gradient) = (new Real[3], new double[3]);
        Assert.That(LeastAllocation(() =>
        {
            tape.Reset();
            tape.Inputs([0.5, 1.5, 2.5], x);
            tape.Gradient(f(tape, x)).CopyTo(x, gradient);
        }), Is.Zero);
    }

    [Test]
    public void Disposed_gradients_lend_their_memory_again()
    {
        var x = tape.Input(3);
        var y = x * x;
        Assert.That(LeastAllocation(() =>
        {
            using var gradient = tape.Gradient(y);
            _ = gradient[x];
        }), Is.Zero);
    }

    /// <summary>
    /// The bytes allocated by one run of ten. The least: a collection meanwhile, by whichever thread, charges this thread with the
    /// unused rest of its allocation buffer.
    /// </summary>
    private static long LeastAllocation(Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static TestCaseData Loop(string name, Func<Tape<double>, Real[], Real> f) => new TestCaseData(f).SetArgDisplayNames(name);
}
