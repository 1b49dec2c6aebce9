using Real = Autodiff.Scalar<double>;

namespace Autodiff.Tests.Recording;

/// <summary>A tape forgets: everything by a reset, what follows a mark by a rewind, and nothing else.</summary>
public class TapeRewindTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

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
    public void Two_marks_of_one_place_may_differ_in_names()
    {
        var x = tape.Input(3);
        var unnamed = tape.Mark();
        x.Named("x");
        var named = tape.Mark();
        tape.Rewind(unnamed);
        Assert.That(tape.Names, Is.Empty, "named since the mark");
        tape.Rewind(named);
        Assert.That(tape.Gradient(x * x)[x], Is.EqualTo(6));
    }
}
