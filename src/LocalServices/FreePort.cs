using System.Net;
using System.Net.Sockets;

namespace Bot3.Messaging.LocalServices;

/// <summary>Finds TCP ports on 127.0.0.1 that nobody listens on.</summary>
internal static class FreePort
{
    /// <summary>
    /// A port that was free a moment ago. Another process may take it before the server binds it: whoever starts a server tries again
    /// with another port when the server says that the address is in use.
    /// </summary>
    public static int Next() => Next(1)[0];

    /// <summary>Several different free ports; all are held open until the last one is known, so that none is given twice.</summary>
    /// <param name="count">How many, 1 to 16.</param>
    public static IReadOnlyList<int> Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 16);
        var listeners = new List<TcpListener>(count);
        try
        {
            for (var i = 0; i < count; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listeners.Add(listener);
                listener.Start();
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
}
