using System.Globalization;
using System.Numerics;

namespace Autodiff.NN;

/// <summary>Layers and optimizers saved to files of <see cref="Safetensors"/> and loaded from them.</summary>
/// <remarks>
/// A file holds arrays by path, not how they are computed with: loading is into a model of the same make. Nothing is changed unless the
/// file fits as a whole. Numbers are stored in the type of the model, and rounded when loaded into one of a narrower type.
/// </remarks>
public static class ModelFiles
{
    private const string Steps = "steps";

    /// <summary>Saves parameters and state, by path. The file is replaced as a whole or not at all.</summary>
    /// <param name="layer">The model.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">Two arrays have one path.</exception>
    public static void Save<T>(this ILayer<T> layer, string path) where T : IFloatingPointIeee754<T> =>
        Replacement.Write(path, stream => Save(layer, stream));

    /// <summary>Saves parameters and state, by path.</summary>
    /// <param name="layer">The model.</param>
    /// <param name="stream">Where they are written; it is left open.</param>
    /// <exception cref="InvalidOperationException">Two arrays have one path.</exception>
    public static void Save<T>(this ILayer<T> layer, Stream stream) where T : IFloatingPointIeee754<T> =>
        Safetensors.Write(stream, TensorsOf(ArraysOf(layer)));

    /// <summary>Gives parameters and state the numbers of a file.</summary>
    /// <param name="layer">The model.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is malformed, or its paths or shapes are not those of the model; nothing was changed.</exception>
    public static void Load<T>(this ILayer<T> layer, string path) where T : IFloatingPointIeee754<T> =>
        Assign(ArraysOf(layer), Safetensors.Read<T>(path).Tensors);

    /// <summary>Gives parameters and state the numbers of a stream.</summary>
    /// <param name="layer">The model.</param>
    /// <param name="stream">What is read, from its position to its end.</param>
    /// <exception cref="InvalidDataException">The stream is malformed, or its paths or shapes are not those of the model; nothing was changed.</exception>
    public static void Load<T>(this ILayer<T> layer, Stream stream) where T : IFloatingPointIeee754<T> =>
        Assign(ArraysOf(layer), Safetensors.Read<T>(stream).Tensors);

    /// <summary>Saves the state and the number of updates; not the parameters, which are the model's, and not the learning rate, which is a setting.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="path">The file, which is replaced as a whole or not at all.</param>
    /// <exception cref="InvalidOperationException">Two arrays have one path.</exception>
    public static void Save<T>(this Optimizer<T> optimizer, string path) where T : IFloatingPointIeee754<T> =>
        Replacement.Write(path, stream => Save(optimizer, stream));

    /// <summary>Saves the state and the number of updates; not the parameters, which are the model's, and not the learning rate, which is a setting.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="stream">Where they are written; it is left open.</param>
    /// <exception cref="InvalidOperationException">Two arrays have one path.</exception>
    public static void Save<T>(this Optimizer<T> optimizer, Stream stream) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var metadata = new Dictionary<string, string> { [Steps] = optimizer.Steps.ToString(CultureInfo.InvariantCulture) };
        Safetensors.Write(stream, TensorsOf(optimizer.State), metadata);
    }

    /// <summary>Gives the optimizer the state and the number of updates of a file.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is malformed, or not of this rule on these parameters; nothing was changed.</exception>
    public static void Load<T>(this Optimizer<T> optimizer, string path) where T : IFloatingPointIeee754<T> => Load(optimizer, Safetensors.Read<T>(path));

    /// <summary>Gives the optimizer the state and the number of updates of a stream.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="stream">What is read, from its position to its end.</param>
    /// <exception cref="InvalidDataException">The stream is malformed, or not of this rule on these parameters; nothing was changed.</exception>
    public static void Load<T>(this Optimizer<T> optimizer, Stream stream) where T : IFloatingPointIeee754<T> => Load(optimizer, Safetensors.Read<T>(stream));

    private static void Load<T>(Optimizer<T> optimizer, TensorFile<T> file) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        if (!file.Metadata.TryGetValue(Steps, out string? text) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long steps))
        {
            throw new InvalidDataException("The file does not tell the number of updates, so it is not the state of an optimizer.");
        }

        Assign(optimizer.State, file.Tensors);
        optimizer.Steps = steps;
    }

    private static IEnumerable<Parameter<T>> ArraysOf<T>(ILayer<T> layer) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.Parameters.Concat(layer.State);
    }

    private static Dictionary<string, Tensor<T>> TensorsOf<T>(IEnumerable<Parameter<T>> arrays) where T : IFloatingPointIeee754<T>
    {
        var tensors = new Dictionary<string, Tensor<T>>(StringComparer.Ordinal);
        foreach (var array in arrays)
        {
            if (!tensors.TryAdd(array.Path, array))
            {
                throw new InvalidOperationException($"Two arrays have the path {array.Path}, so the file could not tell them apart. List them in one model, under different names.");
            }
        }

        return tensors;
    }

    private static void Assign<T>(IEnumerable<Parameter<T>> arrays, IReadOnlyDictionary<string, Tensor<T>> tensors) where T : IFloatingPointIeee754<T>
    {
        var own = TensorsOf(arrays);
        string missing = string.Join(", ", own.Keys.Where(path => !tensors.ContainsKey(path)));
        string left = string.Join(", ", tensors.Keys.Where(path => !own.ContainsKey(path)));
        string shapes = string.Join(", ", own.Where(its => tensors.TryGetValue(its.Key, out var tensor) && tensor.Shape != its.Value.Shape)
            .Select(its => $"{its.Key} {tensors[its.Key].Shape} instead of {its.Value.Shape}"));
        if (missing.Length + left.Length + shapes.Length > 0)
        {
            throw new InvalidDataException($"The file is not of this model, and nothing was changed. Missing: {missing}. Left over: {left}. Of another shape: {shapes}.");
        }

        foreach (var array in arrays)
        {
            array.Assign(tensors[array.Path]);
        }
    }
}
