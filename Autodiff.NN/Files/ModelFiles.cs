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

    /// <summary>Saves the state and the counts of an optimizer or of averages; not the parameters, which are the model's, and not the learning rate, which is a setting.</summary>
    /// <param name="resumable">The optimizer.</param>
    /// <param name="path">The file, which is replaced as a whole or not at all.</param>
    /// <exception cref="InvalidOperationException">Two arrays have one path.</exception>
    public static void Save<T>(this IResumable<T> resumable, string path) where T : IFloatingPointIeee754<T> =>
        Replacement.Write(path, stream => Save(resumable, stream));

    /// <summary>Saves the state and the counts of an optimizer or of averages; not the parameters, which are the model's, and not the learning rate, which is a setting.</summary>
    /// <param name="resumable">The optimizer.</param>
    /// <param name="stream">Where they are written; it is left open.</param>
    /// <exception cref="InvalidOperationException">Two arrays have one path.</exception>
    public static void Save<T>(this IResumable<T> resumable, Stream stream) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(resumable);
        var metadata = resumable.Counters.ToDictionary(count => count.Key, count => count.Value.ToString(CultureInfo.InvariantCulture));
        Safetensors.Write(stream, TensorsOf(resumable.State), metadata);
    }

    /// <summary>Gives an optimizer or averages the state and the counts of a file.</summary>
    /// <param name="resumable">The optimizer, with the same settings.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is malformed, or not of this rule on these parameters; nothing was changed.</exception>
    public static void Load<T>(this IResumable<T> resumable, string path) where T : IFloatingPointIeee754<T> => Load(resumable, Safetensors.Read<T>(path));

    /// <summary>Gives an optimizer or averages the state and the counts of a stream.</summary>
    /// <param name="resumable">The optimizer, with the same settings.</param>
    /// <param name="stream">What is read, from its position to its end.</param>
    /// <exception cref="InvalidDataException">The stream is malformed, or not of this rule on these parameters; nothing was changed.</exception>
    public static void Load<T>(this IResumable<T> resumable, Stream stream) where T : IFloatingPointIeee754<T> => Load(resumable, Safetensors.Read<T>(stream));

    private static void Load<T>(IResumable<T> resumable, TensorFile<T> file) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(resumable);
        var before = resumable.Counters;
        var counters = before.Keys.ToDictionary(name => name, name => CountOf(name, file.Metadata));
        var state = resumable.State;
        RequireFit(state, file.Tensors);
        try
        {
            resumable.Counters = counters;
        }
        catch (ArgumentException error)
        {
            resumable.Counters = before;
            throw new InvalidDataException($"The file is of an optimizer with other settings, and nothing was changed. {error.Message}", error);
        }

        Assign(state, file.Tensors);
    }

    private static long CountOf(string name, IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(name, out string? text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            ? count
            : throw new InvalidDataException($"The metadata have no whole number \"{name}\", so the file is not the state of this optimizer, with its number of updates.");

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
        RequireFit(arrays, tensors);
        foreach (var array in arrays)
        {
            array.Assign(tensors[array.Path]);
        }
    }

    private static void RequireFit<T>(IEnumerable<Parameter<T>> arrays, IReadOnlyDictionary<string, Tensor<T>> tensors) where T : IFloatingPointIeee754<T>
    {
        var own = TensorsOf(arrays);
        string misfits = Listed("Missing", own.Keys.Where(path => !tensors.ContainsKey(path)))
            + Listed("Left over", tensors.Keys.Where(path => !own.ContainsKey(path)))
            + Listed("Of another shape", own.Where(its => tensors.TryGetValue(its.Key, out var tensor) && tensor.Shape != its.Value.Shape)
                .Select(its => $"{its.Key} {tensors[its.Key].Shape} instead of {its.Value.Shape}"));
        if (misfits.Length > 0)
        {
            throw new InvalidDataException($"The file is not of this model, and nothing was changed.{misfits}");
        }
    }

    private static string Listed(string what, IEnumerable<string> items) => string.Join(", ", items) is { Length: > 0 } list ? $" {what}: {list}." : "";
}
