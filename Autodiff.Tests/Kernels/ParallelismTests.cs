namespace Autodiff.Tests.Kernels;

/// <summary>The number of threads: where it comes from and what it may be.</summary>
[NonParallelizable] // sets the number of threads of the process
public class ParallelismTests
{
    [TestCase("3", ExpectedResult = 3)]
    [TestCase("1", ExpectedResult = 1)]
    [TestCase(null, ExpectedResult = 8)]
    [TestCase("", ExpectedResult = 8)]
    [TestCase("0", ExpectedResult = 8)]
    [TestCase("-2", ExpectedResult = 8)]
    [TestCase("2.5", ExpectedResult = 8)]
    [TestCase("many", ExpectedResult = 8)]
    [TestCase("99999999999", ExpectedResult = 1024)]
    public int Default_is_the_variable_or_the_processors(string? setting) => Parallelism.Default(setting, processors: 8);

    [Test]
    public void Number_can_be_set()
    {
        int before = Parallelism.Threads;
        try
        {
            Parallelism.Threads = 7;
            Assert.That(Parallelism.Threads, Is.EqualTo(7));
        }
        finally
        {
            Parallelism.Threads = before;
        }
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(1025)]
    public void Numbers_out_of_range_are_refused(int threads) =>
        Assert.That(() => Parallelism.Threads = threads, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains($"{threads} threads").And.Message.Contains("1..1024"));
}
