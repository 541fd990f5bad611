using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Bot3.Messaging.LocalServices;

/// <summary>
/// Finds TCP ports on 127.0.0.1 that nobody listens on, below those that the kernel gives to outgoing connections: a server that is killed
/// and started again needs the same port, and in between any client on the machine may be given one of the kernel's.
/// </summary>
internal static class FreePort
{
    private const int CountMax = 16;
    private const int Lowest = 10_000;
    private const int AttemptsMax = 2_000;
    private const string KernelRange = "/proc/sys/net/ipv4/ip_local_port_range";

    /// <summary>
    /// A port that was free a moment ago. Another process may take it before the server binds it: whoever starts a server tries again
    /// with another port when the server says that the address is in use.
    /// </summary>
    public static int Next() => Next(1)[0];

    /// <summary>Several different free ports; all are held open until the last one is known, so that none is given twice.</summary>
    /// <param name="count">How many, 1 to 16.</param>
    /// <exception cref="LocalServiceException">Hardly any port is free.</exception>
    public static IReadOnlyList<int> Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, CountMax);
        var end = FirstOfKernel();
        var listeners = new List<TcpListener>(count);
        try
        {
            for (var attempt = 0; listeners.Count < count; attempt++)
            {
                if (attempt == AttemptsMax)
                {
                    throw new LocalServiceException($"no {count} free TCP ports on 127.0.0.1 between {Lowest} and {end}");
                }

                if (TryListen(RandomNumberGenerator.GetInt32(Lowest, end)) is { } listener)
                {
                    listeners.Add(listener);
                }
            }

            return [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
            {
                listener.Dispose();
            }
        }
    }

    /// <summary>The first port of the kernel's range, or Linux' default one where it cannot be read or leaves too little below.</summary>
    internal static int FirstOfKernel()
    {
        const int Default = 32_768;
        const int Enough = 1_000;
        return File.Exists(KernelRange)
            && int.TryParse(File.ReadAllText(KernelRange).Split('\t', ' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && first >= Lowest + Enough
            ? first
            : Default;
    }

    private static TcpListener? TryListen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }
}
