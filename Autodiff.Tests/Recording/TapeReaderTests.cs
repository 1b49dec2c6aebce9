using Autodiff.Operations;

namespace Autodiff.Tests.Recording;

public class TapeReaderTests
{
    [Test]
    public void An_entry_has_its_operation_operands_values_and_partials()
    {
        var tape = new Tape<double>();
        var x = tape.Input(3, "x");
        _ = 2 / x;
        var entry = tape.Read()[1];
        Assert.Multiple(() =>
        {
            Assert.That(entry.Index, Is.EqualTo(1));
            Assert.That(entry.Name, Is.EqualTo("v2"));
            Assert.That(entry.Operation, Is.SameAs(Catalog.Find("divide")));
            Assert.That(entry.Label, Is.EqualTo("divide"));
            Assert.That(entry.Value, Is.EqualTo(2.0 / 3));
            Assert.That(entry.IsInput, Is.False);
            Assert.That(entry.Operands, Is.EqualTo([
                new TapeOperand<double>(TapeOperand<double>.Constant, null, 2, 0),
                new TapeOperand<double>(0, "x", 3, -2.0 / 9),
            ]).Using<TapeOperand<double>>((a, b) => (a.Index, a.Name, a.Value) == (b.Index, b.Name, b.Value) && Math.Abs(a.LocalPartial - b.LocalPartial) < 1e-15));
        });
    }

    [Test]
    public void Inputs_and_entries_without_a_row_have_a_label_and_no_operation()
    {
        var tape = new Tape<double>();
        var x = tape.Input(3);
        tape.Record(5, [x, 2], [0.5, 0.25], "mine");
        Assert.That(tape.Read().Select(entry => (entry.Operation, entry.Label, entry.Value)), Is.EqualTo([((Operation?)null, "input", 3.0), (null, "mine", 5.0)]));
        Assert.That(tape.Read()[1].Operands, Is.EqualTo([new TapeOperand<double>(0, "v1", 3, 0.5), new TapeOperand<double>(-1, null, 2, 0)]));
    }

    [Test]
    public void Every_row_of_the_catalog_is_read_back_with_its_value_and_partials()
    {
        foreach (var row in Catalog.All)
        {
            foreach (double[] sample in row.Samples)
            {
                var tape = new Tape<double>();
                double value = row.Apply<Scalar<double>>(tape.Inputs(sample)).Value;
                var entry = tape.Read()[^1];
                var partials = new double[sample.Length];
                row.Partials(sample, value, partials);
                Assert.Multiple(() =>
                {
                    Assert.That(entry.Operation, Is.SameAs(row));
                    Assert.That(entry.Value, Is.EqualTo(value), row.Name);
                    Assert.That(entry.Operands.Select(operand => operand.Value), Is.EqualTo(sample), row.Name);
                    Assert.That(entry.Operands.Select(operand => operand.LocalPartial), Is.EqualTo(partials), row.Name);
                });
            }
        }
    }

    [Test]
    public void A_reader_keeps_to_what_was_recorded_when_it_was_made()
    {
        var tape = new Tape<double>();
        var x = tape.Input(3);
        var reader = tape.Read();
        _ = x + x;
        Assert.That(reader, Has.Count.EqualTo(1));
        Assert.That(reader[0].Value, Is.EqualTo(3));
        Assert.That(() => reader[1], Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_reader_of_a_tape_since_reset_says_so()
    {
        var tape = new Tape<double>();
        tape.Input(3);
        var reader = tape.Read();
        tape.Reset();
        tape.Input(4);
        Assert.That(() => reader[0], Throws.InvalidOperationException.With.Message.Contains("Read() again"));
    }

    [Test]
    public void A_million_entries_are_read()
    {
        var tape = new Tape<double>();
        var x = tape.Input(0.5);
        for (int i = 1; i < 1_000_000; i++)
        {
            x = Functions.Apply<Sin, Scalar<double>>(x);
        }

        Assert.That(tape.Read()[^1].Value, Is.EqualTo(x.Value));
    }

    [Test]
    public void An_entry_reads_as_an_equation()
    {
        var tape = new Tape<double>();
        var (y, sigma, odd) = (tape.Input(0.9), tape.Input(1.7, "σ"), tape.Input(1e-20, "a b"));
        var z = (y / sigma).Named("z");
        Functions.Sum<Scalar<double>>([y, sigma, odd, z, z, z, z]);
        Assert.That(tape.Read().Select(entry => entry.ToString()), Is.EqualTo(
            ["v1 = 0.9", "σ = 1.7", "v3 \"a b\" = 1e-20", "z = v1 / σ = 0.529412", "v5 = sum(v1, σ, …, z) = 4.71765"]));
    }
}
