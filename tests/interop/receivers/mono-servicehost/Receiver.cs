// Mono's WCF as a receiver: a self-hosted ServiceHost with BasicHttpBinding.

using System;
using System.Linq;
using System.ServiceModel;
using System.Threading;

public class CallbackService : ICallbackService
{
    static int requests;

    static void Line(string key, object value)
    {
        Console.WriteLine("{0}={1}", key, value ?? "<nil>");
    }

    static string Text(DeviceIdentifier[] devices)
    {
        return string.Join(",", devices.Select(device => device.Kind + ":" + device.Identifier));
    }

    public CallbackResponse CallbackRequest(CallbackRequest request)
    {
        if (Interlocked.Increment(ref requests) == 1)
            throw new FaultException("Come again.");  // Mono sends an InternalServiceFault for it
        Line("username", request.Username);
        Line("password", request.Password);
        Line("request_id", request.RequestId);
        Line("devices", Text(request.Device));
        var data = request.Data.Inner;
        Line("data.status", data.Status);
        Line("data.fault", data.Fault);
        Line("data.comment", data.Comment);
        Line("data.callback_count", data.CallbackCount);
        Line("data.max_callback_threshold", data.MaxCallbackThreshold);
        Line("carrier.change_device_state", data.CarrierService.ChangeDeviceState);
        Line("carrier.change_device_custom_fields", data.CarrierService.ChangeDeviceCustomFields);
        var move = data.CarrierService.MoveDevice;
        Line("move.identifier", Text(move.DeviceIdentifier));
        Line("move.ip", move.IpAddress);
        Line("move.state", move.State);
        Line("move.plan", move.ServicePlan);
        Line("move.account", move.AccountName);
        Console.WriteLine("end");
        return new CallbackResponse();
    }

    static void Main()
    {
        var https = Environment.GetEnvironmentVariable("UWS_CERTIFICATE") != null;
        var address = (https ? "https" : "http") + "://localhost:" +
            Environment.GetEnvironmentVariable("UWS_PORT") + "/callbacks";
        using (var host = new ServiceHost(typeof(CallbackService)))
        {
            host.AddServiceEndpoint(typeof(ICallbackService), new BasicHttpBinding(
                https ? BasicHttpSecurityMode.Transport : BasicHttpSecurityMode.None), address);
            host.Open();
            Console.WriteLine("ready");
            new ManualResetEvent(false).WaitOne();
        }
    }
}
