using Autodiff.NN;

namespace Autodiff.Bench;

/// <summary>Forward and backward pass of batch normalization: the layer, and loops as they are written by hand.</summary>
internal sealed class BatchNormTraining
{
    private const float Momentum = 0.9f;
    private const float Epsilon = 1e-5f;

    private readonly Tape<float> tape = new();
    private readonly ForwardContext training = ForwardContext.Training();
    private readonly BatchNorm<float> layer;
    private readonly int batch;
    private readonly int features;
    private readonly Tensor<float> x;
    private readonly Tensor<float> dy;

    private BatchNormTraining(int batch, int features)
    {
        var random = new Random(0);
        (this.batch, this.features) = (batch, features);
        layer = new(features, Momentum, Epsilon);
        x = Tensor.Normal<float>([batch, features], random);
        dy = Tensor.Normal<float>([batch, features], random);
    }

    public static Workload Layer(int batch, int features) =>
        new(Operations(batch, features), new BatchNormTraining(batch, features).Recorded);

    public static Workload Loops(int batch, int features)
    {
        var its = new BatchNormTraining(batch, features);
        return new(Operations(batch, features), new ByHand(its.x.ToArray(), its.dy.ToArray(), batch, features).Run);
    }

    // For each number: sum, difference, square and sum, product and sum forward; the six formulas back.
    private static long Operations(int batch, int features) => 20L * batch * features;

    private double Recorded()
    {
        tape.Reset();
        var input = tape.Input(x);
        var gradients = tape.Gradient(layer.Forward(input, training), dy);
        return gradients[input].Span[0] + gradients[layer.Gamma].Span[0] + gradients[layer.Beta].Span[0];
    }

    /// <summary>Ioffe and Szegedy 2015, algorithm 1 and the six formulas of section 3, in arrays that are kept.</summary>
    private sealed class ByHand(float[] x, float[] dy, int batch, int features)
    {
        private readonly float[] gamma = [.. Enumerable.Repeat(1f, features)];
        private readonly float[] beta = new float[features];
        private readonly float[] runningMean = new float[features];
        private readonly float[] runningVariance = [.. Enumerable.Repeat(1f, features)];
        private readonly float[] mean = new float[features];
        private readonly float[] variance = new float[features];
        private readonly float[] deviation = new float[features];
        private readonly float[] dMean = new float[features];
        private readonly float[] dVariance = new float[features];
        private readonly float[] dGamma = new float[features];
        private readonly float[] dBeta = new float[features];
        private readonly float[] normalized = new float[x.Length];
        private readonly float[] y = new float[x.Length];
        private readonly float[] dx = new float[x.Length];

        public double Run()
        {
            Forward();
            Backward();
            return y[0] + dx[0] + dGamma[0] + dBeta[0];
        }

        private void Forward()
        {
            Array.Clear(mean);
            Array.Clear(variance);
            for (int i = 0; i < batch; i++)
            {
                for (int j = 0; j < features; j++)
                {
                    mean[j] += x[(i * features) + j];
                }
            }

            for (int j = 0; j < features; j++)
            {
                mean[j] /= batch;
            }

            for (int i = 0; i < batch; i++)
            {
                for (int j = 0; j < features; j++)
                {
                    float difference = x[(i * features) + j] - mean[j];
                    variance[j] += difference * difference;
                }
            }

            for (int j = 0; j < features; j++)
            {
                variance[j] /= batch;
                deviation[j] = MathF.Sqrt(variance[j] + Epsilon);
                runningMean[j] = (Momentum * runningMean[j]) + ((1 - Momentum) * mean[j]);
                runningVariance[j] = (Momentum * runningVariance[j]) + ((1 - Momentum) * variance[j]);
            }

            for (int i = 0; i < batch; i++)
            {
                for (int j = 0; j < features; j++)
                {
                    int place = (i * features) + j;
                    normalized[place] = (x[place] - mean[j]) / deviation[j];
                    y[place] = (gamma[j] * normalized[place]) + beta[j];
                }
            }
        }

        private void Backward()
        {
            Array.Clear(dMean);
            Array.Clear(dVariance);
            Array.Clear(dGamma);
            Array.Clear(dBeta);
            for (int i = 0; i < batch; i++)
            {
                for (int j = 0; j < features; j++)
                {
                    int place = (i * features) + j;
                    float dNormalized = dy[place] * gamma[j];
                    dGamma[j] += dy[place] * normalized[place];
                    dBeta[j] += dy[place];
                    dVariance[j] += dNormalized * (x[place] - mean[j]);
                    dMean[j] -= dNormalized;
                }
            }

            for (int j = 0; j < features; j++)
            {
                dVariance[j] *= -0.5f / (deviation[j] * deviation[j] * deviation[j]);
                dMean[j] /= deviation[j]; // the term of the variance is 0
            }

            for (int i = 0; i < batch; i++)
            {
                for (int j = 0; j < features; j++)
                {
                    int place = (i * features) + j;
                    dx[place] = (dy[place] * gamma[j] / deviation[j]) + (((dVariance[j] * 2 * (x[place] - mean[j])) + dMean[j]) / batch);
                }
            }
        }
    }
}
