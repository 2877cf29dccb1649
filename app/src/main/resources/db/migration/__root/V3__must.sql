-- A statement whose answer is not waited for says itself that it must have had an effect. The SQLSTATE is that of a
-- transaction that lost against another one: read again and try again.
CREATE FUNCTION public.must(held boolean, what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF held IS NOT TRUE THEN
        RAISE EXCEPTION 'changed meanwhile: %', what USING ERRCODE = '40001';
    END IF;
END $$;
