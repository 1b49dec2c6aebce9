namespace Autodiff.NN;

/// <summary>A file is replaced as a whole or not at all.</summary>
internal static class Replacement
{
    /// <summary>Writes beside the file, which a link leads to, and renames when all is on the disk. Who may read the file stays as it was.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(path);
        string beside = Path.Combine(Path.GetDirectoryName(target)!, Path.GetRandomFileName()); // short, as the name of the file may be as long as names can be
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                if (!OperatingSystem.IsWindows() && File.Exists(target))
                {
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
                }

                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, target, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
