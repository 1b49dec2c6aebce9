using System.Runtime.CompilerServices;
using Real = Autodiff.Scalar<double>;

namespace Autodiff.Tests.Recording;

/// <summary>The memory of a recording: chunks of entries, side arrays of wide entries, what is reserved and what is returned.</summary>
public class TapeMemoryTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

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
}
