// A channel of a generated contract on BasicHttpBinding, every quota and limit as .NET has it.

using System;
using System.Net.Http;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Description;
using System.ServiceModel.Dispatcher;
using System.Threading;
using System.Threading.Tasks;

// Looks at how many bytes come in; WCF reads and refuses them as it does without.
class Scale : DelegatingHandler, IEndpointBehavior
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancelled)
    {
        var response = await base.SendAsync(request, cancelled);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancelled);
        Uws.Largest = Math.Max(Uws.Largest, bytes.Length);
        return response;
    }

    public void AddBindingParameters(
        ServiceEndpoint endpoint, BindingParameterCollection parameters)
    {
        parameters.Add(new Func<HttpClientHandler, HttpMessageHandler>(handler =>
        {
            InnerHandler = handler;
            return this;
        }));
    }

    public void ApplyClientBehavior(ServiceEndpoint endpoint, ClientRuntime runtime) { }
    public void ApplyDispatchBehavior(ServiceEndpoint endpoint, EndpointDispatcher dispatcher) { }
    public void Validate(ServiceEndpoint endpoint) { }
}

static class Uws
{
    public static int Largest;  // bytes of the largest message read

    public static TContract Channel<TContract>(string service)
    {
        var address = Environment.GetEnvironmentVariable("UWS_URL") + "/" + service + ".svc";
        var mode = address.StartsWith("https:")
            ? BasicHttpSecurityMode.Transport : BasicHttpSecurityMode.None;
        var factory = new ChannelFactory<TContract>(
            new BasicHttpBinding(mode), new EndpointAddress(address));
        factory.Endpoint.EndpointBehaviors.Add(new Scale());
        return factory.CreateChannel();
    }
}
