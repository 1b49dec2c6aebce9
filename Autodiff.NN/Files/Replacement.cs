namespace Autodiff.NN;

/// <summary>A file is replaced as a whole or not at all.</summary>
internal static class Replacement
{
    /// <summary>Writes beside the file, and renames when all is on the disk.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string beside = $"{Path.GetFullPath(path)}.{Path.GetRandomFileName()}";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
