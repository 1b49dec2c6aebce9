using Autodiff.NN;

namespace Autodiff.Tests.NN.Files;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ModelFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("model-files");
    private readonly Tape<double> tape = new();

    private string File => Path.Combine(folder.FullName, "model.safetensors");

    public void Dispose() => folder.Delete(recursive: true);

    [Test]
    public void Training_goes_on_from_files_as_if_it_had_not_stopped()
    {
        string slots = Path.Combine(folder.FullName, "optimizer.safetensors");
        var (model, other) = (Network(1), Network(2));
        var optimizer = new Adam(0.01).For(model.Parameters);
        Train(model, optimizer, 3);
        model.Save(File);
        optimizer.Save(slots);
        Train(model, optimizer, 3);

        other.Load(File);
        var successor = new Adam(0.01).For(other.Parameters);
        successor.Load(slots);
        Assert.That(successor.Steps, Is.EqualTo(3));
        Train(other, successor, 3);
        Assert.That(other.Parameters.Select(p => p.Value), Is.EqualTo(model.Parameters.Select(p => p.Value)));
        Assert.That(successor.State.Select(p => p.Value), Is.EqualTo(optimizer.State.Select(p => p.Value)));
    }

    [Test]
    public void A_file_holds_the_paths_of_the_model()
    {
        Network(1).Save(File);
        Assert.That(Safetensors.Read<float>(File).Tensors.Keys, Is.EquivalentTo(Network(2).Parameters.Select(p => p.Path)));
    }

    [Test]
    public void Double_is_rounded_when_loaded_into_single()
    {
        var model = Network(1);
        model.Save(File);
        Sequential<float> single = [new Dense<float>(3, 4, new Random(5)), new Tanh<float>(), new Dense<float>(4, 2, new Random(5))];
        single.Load(File);
        Assert.That(single.Parameters.Select(p => p.Value), Is.EqualTo(model.Parameters.Select(p => p.Value.Cast<float>())));
    }

    [Test]
    public void A_file_that_does_not_fit_changes_nothing_and_is_told_apart()
    {
        Sequential<double> saved = [new Dense<double>(3, 4, new Random(1)), new Dense<double>(4, 2, new Random(1)), new Dense<double>(4, 3, new Random(1), hasBias: false)];
        saved.Save(File);
        var model = Network(2);
        var before = model.Parameters.Select(p => p.Value).ToArray();
        var error = Assert.Throws<InvalidDataException>(() => model.Load(File))!;
        Assert.That(error.Message, Does.Contain("Missing: 2.bias."));
        Assert.That(error.Message, Does.Contain("Left over: 1.weight, 1.bias.").Or.Contain("Left over: 1.bias, 1.weight."));
        Assert.That(error.Message, Does.Contain("2.weight [4, 3] instead of [4, 2]"));
        Assert.That(model.Parameters.Select(p => p.Value), Is.EqualTo(before));
    }

    [Test]
    public void The_state_of_another_rule_is_refused()
    {
        var model = Network(1);
        model.Save(File);
        var adam = new Adam().For(model.Parameters);
        Assert.That(() => adam.Load(File), Throws.TypeOf<InvalidDataException>().With.Message.Contains("updates"));

        new GradientDescent().For(model.Parameters).Save(File);
        adam.Steps = 5;
        Assert.That(() => adam.Load(File), Throws.TypeOf<InvalidDataException>().With.Message.Contains("0.weight.m"));
        Assert.That(adam.Steps, Is.EqualTo(5));
    }

    [TestCase("-1")]
    [TestCase("1.5")]
    [TestCase("99999999999999999999")]
    public void Steps_are_a_whole_number(string steps)
    {
        Safetensors.Write(File, new Dictionary<string, Tensor<double>>(), new Dictionary<string, string> { ["steps"] = steps });
        Assert.That(() => new GradientDescent().For(Network(1).Parameters).Load(File), Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public void Arrays_of_one_path_are_refused() => Assert.That(
        () => new Adam().For(Network(1).Parameters.Concat(Network(2).Parameters)).Save(File), Throws.InvalidOperationException.With.Message.Contains("0.weight.m"));

    [Test]
    public void A_failure_leaves_the_file_and_nothing_beside_it()
    {
        Network(1).Save(File);
        byte[] before = System.IO.File.ReadAllBytes(File);
        var tensors = new Dictionary<string, Tensor<double>> { ["x"] = default };
        Assert.That(() => Safetensors.Write(File, tensors), Throws.Exception);
        Assert.That(System.IO.File.ReadAllBytes(File), Is.EqualTo(before));
        Assert.That(folder.GetFiles(), Has.Length.EqualTo(1));

        Network(2).Save(File);
        Assert.That(System.IO.File.ReadAllBytes(File), Is.Not.EqualTo(before).And.Length.EqualTo(before.Length));
        Assert.That(folder.GetFiles(), Has.Length.EqualTo(1));
    }

    private static Sequential<double> Network(int seed)
    {
        var random = new Random(seed);
        return [new Dense<double>(3, 4, random), new Tanh<double>(), new Dense<double>(4, 2, random)];
    }

    private void Train(Sequential<double> model, Optimizer<double> optimizer, int updates)
    {
        var (x, t) = (Tensor.Normal<double>([5, 3], new Random(3)), Tensor.Normal<double>([5, 2], new Random(4)));
        for (int i = 0; i < updates; i++)
        {
            tape.Reset();
            optimizer.Update(tape.Gradient(Losses.MeanSquaredError(model.Forward(tape.Constant(x)), t)));
        }
    }
}
