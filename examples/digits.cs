#:project ../Autodiff.NN/Autodiff.NN.csproj

// Handwritten digits, the loop written out: a network of 784-128-10 with batch normalization, trained by Adam.
//   dotnet run examples/digits.cs -- PATH    with the four files of MNIST in PATH, compressed or not
//   dotnet run examples/digits.cs            with digits that this program draws itself
using System.Diagnostics;
using System.Globalization;
using Autodiff;
using Autodiff.NN;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int BatchSize = 100;
const int Pixels = 28 * 28;
var random = new Random(1);

Digits training, test;
try
{
    (training, test) = args.Length > 0
        ? (Digits.Read(args[0], "train"), Digits.Read(args[0], "t10k"))
        : (Digits.Draw(4000, random), Digits.Draw(1000, random));
}
catch (Exception wrong) when (wrong is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"digits: {wrong.Message}");
    return 2;
}

Sequential<float> network =
[
    new Dense<float>(Pixels, 128, random, weights: Initializer.HeNormal),
    new BatchNorm<float>(128),
    new Relu<float>(),
    new Dense<float>(128, 10, random),
];
var optimizer = new Adam(LearningRate: 2e-3).For(network.Parameters);
int epochs = args.Length > 0 ? 8 : 3;
optimizer.Schedule = new CosineDecay(epochs * (training.Count / BatchSize));

var tape = new Tape<float>();
var context = ForwardContext.Training(random);
int[] order = [.. Enumerable.Range(0, training.Count)];
float[] images = new float[BatchSize * Pixels];
float[] labels = new float[BatchSize];

Console.WriteLine($"{training.Count} digits to learn from, {test.Count} to test with, {network.Parameters.Sum(p => p.Count)} parameters");
for (int epoch = 1; epoch <= epochs; epoch++)
{
    var clock = Stopwatch.StartNew();
    double sum = 0;
    int batches = training.Count / BatchSize;
    random.Shuffle(order);
    for (int batch = 0; batch < batches; batch++)
    {
        training.Gather(order.AsSpan(batch * BatchSize, BatchSize), images, labels);
        tape.Reset();
        var scores = network.Forward(tape.Constant([BatchSize, Pixels], images), context);
        var loss = Losses.SoftMaxCrossEntropy(scores, tape.Constant([BatchSize], labels));
        optimizer.Update(tape.Gradient(loss));
        sum += loss.Value;
    }

    double seconds = clock.Elapsed.TotalSeconds;
    Console.WriteLine($"epoch {epoch}: loss {sum / batches:F4}, {100 * Accuracy(network, test):F2} % of the test digits right, {seconds:F2} s");
}

return 0;

// The part of the digits that the network tells right. Of plain tensors nothing is recorded.
static double Accuracy(Sequential<float> network, Digits digits)
{
    var told = network.Forward(Tensor.Of([digits.Count, Pixels], digits.Images)).ArgMax(axis: 1);
    return told.EqualTo(Tensor.Of<float>(digits.Labels)).Mean().Value;
}

/// <summary>Images with numbers from 0 to 1, one after the other, and what they show.</summary>
record Digits(float[] Images, float[] Labels)
{
    public int Count => Labels.Length;

    public static Digits Read(string folder, string part)
    {
        var images = Idx.Read<float>(Find(folder, $"{part}-images-idx3-ubyte"));
        var labels = Idx.Read<float>(Find(folder, $"{part}-labels-idx1-ubyte"));
        if (images.Rank != 3 || images.Shape[1] * images.Shape[2] != Pixels || labels.Rank != 1 || images.Shape[0] != labels.Count || labels.Max().Value > 9)
        {
            throw new InvalidDataException($"{folder}: the images have the shape {images.Shape} and the labels {labels.Shape}; [count, 28, 28] and [count] with digits are asked for.");
        }

        return new((images / 255).ToArray(), labels.ToArray());
    }

    /// <summary>Digits of seven segments, a little moved, slanted, thickened and noisy.</summary>
    public static Digits Draw(int count, Random random)
    {
        // Which of the segments top, top left, top right, middle, bottom left, bottom right, bottom are lit.
        string[] lit = ["1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010", "1111111", "1111011"];
        (float X1, float Y1, float X2, float Y2)[] segments =
            [(0, 0, 1, 0), (0, 0, 0, 1), (1, 0, 1, 1), (0, 1, 1, 1), (0, 1, 0, 2), (1, 1, 1, 2), (0, 2, 1, 2)];
        var digits = new Digits(new float[count * Pixels], new float[count]);
        for (int i = 0; i < count; i++)
        {
            int digit = random.Next(10);
            digits.Labels[i] = digit;
            float Vary(float middle, float by) => middle + (by * ((2 * random.NextSingle()) - 1));
            var (left, top, size, slant, thick) = (Vary(9, 2), Vary(6, 2), Vary(8, 1), Vary(0.1f, 0.15f), Vary(1.4f, 0.5f));
            for (int pixel = 0; pixel < Pixels; pixel++)
            {
                float y = ((pixel / 28) - top) / size, x = (((pixel % 28) - left) / size) + (slant * (y - 1));
                float nearest = float.MaxValue;
                for (int s = 0; s < segments.Length; s++)
                {
                    if (lit[digit][s] == '1')
                    {
                        var (x1, y1, x2, y2) = segments[s];
                        float dx = x - Math.Clamp(x, x1, x2), dy = y - Math.Clamp(y, y1, y2);
                        nearest = Math.Min(nearest, size * MathF.Sqrt((dx * dx) + (dy * dy)));
                    }
                }

                digits.Images[(i * Pixels) + pixel] = Math.Clamp(thick + 0.5f - nearest + Vary(0, 0.2f), 0, 1);
            }
        }

        return digits;
    }

    /// <summary>Copies the digits at these places into a batch.</summary>
    public void Gather(ReadOnlySpan<int> places, Span<float> images, Span<float> labels)
    {
        for (int i = 0; i < places.Length; i++)
        {
            Images.AsSpan(places[i] * Pixels, Pixels).CopyTo(images[(i * Pixels)..]);
            labels[i] = Labels[places[i]];
        }
    }

    private static string Find(string folder, string name) =>
        new[] { name, $"{name}.gz" }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"{folder} has no file {name} or {name}.gz");

    private const int Pixels = 28 * 28;
}
