using System.Security.Cryptography;

namespace Bot3.Messaging.LocalServices;

/// <summary>Passwords of private instances: made once per data folder, readable by the owner only.</summary>
internal static class Secret
{
    private const int Bytes = 18;

    /// <summary>
    /// Reads the secret kept in a file, or makes and keeps a new one. Letters and digits only, so it needs no escaping anywhere.
    /// </summary>
    public static string ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Write(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));
        }

        return File.ReadAllText(path);
    }

    /// <summary>Writes a file that only its owner may read.</summary>
    public static void Write(string path, string content)
    {
        File.Delete(path);
        using var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var writer = new StreamWriter(stream);
        writer.Write(content);
    }
}
