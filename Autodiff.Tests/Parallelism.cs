// Fixtures side by side, the tests of one fixture in order: fields filled by [SetUp] stay safe.
// A test that measures time or allocation of the whole process says [NonParallelizable].
[assembly: Parallelizable(ParallelScope.Fixtures)]
