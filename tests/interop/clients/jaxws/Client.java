// JAX-WS: the day of an old integration, with proxies and beans that wsimport made.

import java.util.List;
import javax.xml.ws.Holder;
import javax.xml.ws.soap.SOAPFaultException;
import uws.callbackregistration.CallbackRegistrationService;
import uws.callbackregistration.RegisterCallbackRequest;
import uws.carrier.ArrayOfCustomField;
import uws.carrier.ArrayOfDeviceIdentifier;
import uws.carrier.ArrayOfDeviceIdentifierCollection;
import uws.carrier.CarrierService;
import uws.carrier.CustomField;
import uws.carrier.DeviceIdentifier;
import uws.carrier.DeviceIdentifierCollection;
import uws.carrier.MoveDeviceRequest;
import uws.device.DeviceInformation;
import uws.device.DeviceService;
import uws.device.GetDeviceListRequest;
import uws.device.IDeviceService;
import uws.session.ISessionService;
import uws.session.LogInRequest;
import uws.session.LogOutRequest;
import uws.session.SessionService;

final class Client {
    private static final ISessionService sessions =
            new SessionService().getBasicHttpBindingISessionService();
    private static final IDeviceService devices =
            new DeviceService().getBasicHttpBindingIDeviceService();

    /** Returns the token of Output; that of the header goes to `header`. */
    private static String logIn(Holder<String> header) {
        var input = new LogInRequest();
        input.setUsername("demo");
        input.setPassword("demo");
        return sessions.logIn(input, header).getSessionToken();
    }

    private static GetDeviceListRequest listOf(String account, long lastSeen) {
        var input = new GetDeviceListRequest();
        input.setAccountName(account);
        input.setLargestDeviceIdSeen(lastSeen);
        return input;
    }

    /** Prints a page; returns the DeviceId to go on after. */
    private static long showPage(String name, String account, long lastSeen, String token) {
        var page = devices.getDeviceList(listOf(account, lastSeen), token);
        var found = page.getDevices().getDeviceInformation();
        Printer.show(name + ".complete", page.isIsComplete());
        Printer.show(name + ".count", found.size());
        for (int i = 0; i < found.size(); ++i) {
            showDevice(name + "." + (i + 1) + ".", found.get(i));
        }
        var attributes = found.get(found.size() - 1)
                .getExtendedAttributes().getExtendedAttributesObj();
        return Long.parseLong(attributes.get(attributes.size() - 1).getValue());
    }

    private static void showDevice(String prefix, DeviceInformation device) {
        Printer.show(prefix + "account", device.getAccountName());
        Printer.show(prefix + "billing_end", device.getBillingCycleEndDate());
        Printer.show(prefix + "plan", device.getCarrierInformation().getServicePlan());
        Printer.show(prefix + "state", device.getCarrierInformation().getState());
        Printer.show(prefix + "connected", device.isConnected());
        Printer.show(prefix + "created", device.getCreatedAt());
        Printer.show(prefix + "custom", Printer.pairs(
                device.getCustomFields().getCustomFieldObj(),
                uws.device.CustomFieldObj::getName, uws.device.CustomFieldObj::getValue));
        Printer.show(prefix + "group", device.getDeviceGroupName());
        Printer.show(prefix + "ids", Printer.pairs(
                device.getDeviceIdentifiers().getDeviceIdentifier(),
                uws.device.DeviceIdentifier::getKind, uws.device.DeviceIdentifier::getIdentifier));
        Printer.show(prefix + "attributes", Printer.pairs(
                device.getExtendedAttributes().getExtendedAttributesObj(),
                uws.device.ExtendedAttributesObj::getKey,
                uws.device.ExtendedAttributesObj::getValue));
        Printer.show(prefix + "ip", device.getIpAddress());
        Printer.show(prefix + "activated_by", device.getLastActivationBy());
        Printer.show(prefix + "activated", device.getLastActivationDate());
        Printer.show(prefix + "connected_at", device.getLastConnectionDate());
    }

    private static void showFault(String name, String account, String token) {
        try {
            devices.getDeviceList(listOf(account, 0), token);
        } catch (SOAPFaultException fault) {
            Printer.show("fault." + name + ".code", fault.getFault().getFaultCodeAsQName());
            Printer.show("fault." + name + ".text", fault.getFault().getFaultString());
        }
    }

    private static DeviceIdentifier identifier(String kind, String value) {
        var id = new DeviceIdentifier();
        id.setKind(kind);
        id.setIdentifier(value);
        return id;
    }

    private static DeviceIdentifierCollection device(DeviceIdentifier... ids) {
        var collection = new DeviceIdentifierCollection();
        collection.setDeviceIdentifiers(new ArrayOfDeviceIdentifier());
        collection.getDeviceIdentifiers().getDeviceIdentifier().addAll(List.of(ids));
        return collection;
    }

    private static CustomField customField(String name, String value) {
        var field = new CustomField();
        field.setName(name);
        field.setValue(value);
        return field;
    }

    private static MoveDeviceRequest move() {
        var input = new MoveDeviceRequest();
        input.setDeviceList(new ArrayOfDeviceIdentifierCollection());
        var list = input.getDeviceList().getDeviceIdentifierCollection();
        list.add(device(identifier("ICCID", "89148000000800784259"),
                identifier("imei", "990003420535573")));
        list.add(device(identifier("mdn", "5096300588")));
        input.setAccountName("0212345678-00002");
        input.setServicePlan("M2MSHR5GB");
        input.setCustomFields(new ArrayOfCustomField());
        input.getCustomFields().getCustomField().add(customField("CustomField1", "Depot 7"));
        input.getCustomFields().getCustomField().add(customField("CustomField2", "north-east"));
        return input;
    }

    private static RegisterCallbackRequest registration() {
        var input = new RegisterCallbackRequest();
        input.setAccountName("0212345678-00001");
        input.setServiceName("CarrierService");
        input.setUrl(System.getenv("UWS_RECEIVER"));
        input.setUsername("récepteur & fils");
        input.setPassword("pass \"word\" > 1");
        return input;
    }

    public static void main(String[] arguments) {
        var header = new Holder<String>();
        String token = logIn(header);
        Printer.show("login.header", header.value);
        Printer.show("login.output", token);

        long last = showPage("page1", "0212345678-00001", 0, token);
        showPage("page2", "0212345678-00001", last, token);

        var moved = new CarrierService().getBasicHttpBindingICarrierService()
                .moveDevice(move(), token);
        Printer.show("move.request_id", moved.getRequestId());

        showFault("character", "it's", token);
        showFault("account", "0212345678-00009", token);
        var logOut = new LogOutRequest();
        logOut.setSessionToken(token);
        Printer.show("logout.output", sessions.logOut(logOut, token).getSessionToken());
        showFault("session", "0212345678-00001", token);

        token = logIn(header);
        var registered = new CallbackRegistrationService()
                .getBasicHttpBindingICallbackRegistrationService()
                .registerCallback(registration(), token);
        Printer.show("register.account", registered.getAccountName());
        Printer.show("register.service", registered.getServiceName());
    }
}
