using System.Net;
using System.Net.Sockets;

namespace Bot3.Messaging.LocalServices.Tests;

public sealed class FreePortTests
{
    [Fact]
    public void Next_Several_AreDifferentAndCanBeBound()
    {
        var ports = FreePort.Next(8);

        Assert.Equal(8, ports.Distinct().Count());
        foreach (var port in ports)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            Assert.Equal(port, ((IPEndPoint)listener.LocalEndpoint).Port);
        }
    }

    [Fact]
    public void Next_Many_AreNoneThatTheKernelGivesToClients()
    {
        var ports = FreePort.Next(16);

        Assert.All(ports, port => Assert.InRange(port, 10_000, FreePort.FirstOfKernel() - 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void Next_CountOutOfBounds_Throws(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(count), () => FreePort.Next(count));
}
